/**
 * What the page's replaced WebSocket (MAIN world) and the relay (ISOLATED world) say to each other:
 * CustomEvents on `document` whose `detail` is one of these objects as a JSON string. A string costs
 * nothing to hand over, and the page can forge it, so neither side trusts it with anything
 * but the page's own socket. The relay cancels each event that it hears.
 */
export const PAGE_EVENT = 'ca-socket:page';
export const RELAY_EVENT = 'ca-socket:relay';

/** The relay's own global in the isolated world, where no page sees it: who finds it knows that the page is served. */
export const RELAY_MARK = 'caRelay';

/** From the page to the relay. `socket` is the page's own number of the socket, from 1. */
export type PageMessage =
  | { readonly type: 'open'; readonly socket: number; readonly url: string }
  | { readonly type: 'text'; readonly socket: number; readonly data: string }
  /** base64 of a binary frame. */
  | { readonly type: 'binary'; readonly socket: number; readonly data: string }
  | { readonly type: 'close'; readonly socket: number; readonly code: number; readonly reason: string };

/** From the relay to the page. */
export type RelayMessage =
  | { readonly type: 'opened'; readonly socket: number }
  | { readonly type: 'text'; readonly socket: number; readonly data: string }
  | { readonly type: 'binary'; readonly socket: number; readonly data: string }
  /** The connection could not be made or was lost: an `error` event, then `close`. */
  | { readonly type: 'failed'; readonly socket: number }
  | {
      readonly type: 'closed';
      readonly socket: number;
      readonly code: number;
      readonly reason: string;
      readonly wasClean: boolean;
    };
