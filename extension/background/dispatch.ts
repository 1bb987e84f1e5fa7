import { isMessageType, isPortName, MESSAGES, type MessageType, PORTS, type PortName } from '../messages/index.js';
import {
  BEAT,
  GRANT_ASK,
  JOURNAL_EXPORT,
  JOURNAL_LIST,
  JOURNAL_STATE,
  JOURNAL_VERIFY,
  PAIRING_LIST,
  PAIRING_RENAME,
  PAIRING_REVOKE,
  PASSWORD_CHANGE,
  POPUP_PORT,
  POPUP_STATUS,
  SITE_CHANGE,
  SITE_RESUME,
  SITE_STATUS,
  TAB_REBIND,
  TAB_STATE,
  VENDOR_PORT,
} from '../messages/names.js';
import type { SiteChange } from '../messages/site-change.js';
import type { Link } from './link.js';
import { listPairings, renamePairing, revokePairing } from './pairings.js';
import { changePassword, popupPort, popupStatus } from './popup.js';
import { exportRecords, listRecords, type RecordMirror, recordState, verifyRecord } from './records.js';
import { type OpenRelay, type RelayOptions, type RelayPort, relayPort } from './relay.js';
import { type Sender, senderKind } from './sender.js';
import type { Sites } from './sites.js';
import { askGrant, rebindTab, resumeSite, tabState } from './tabs.js';

export interface DispatchOptions extends RelayOptions {
  readonly link: Pick<Link<unknown>, 'call' | 'notify' | 'hold' | 'subscribe'>;
  readonly sites: Pick<Sites, 'status' | SiteChange>;
  readonly record: RecordMirror;
}

interface NamedPort extends Omit<RelayPort, 'postMessage'> {
  readonly name: string;
  postMessage(message: unknown): void;
}

/** Hands every port and message of the closed list to its handler, if its sender may send it. */
export class Dispatch {
  readonly #options: DispatchOptions;
  readonly #relays = new Set<OpenRelay>();
  readonly #ports: Record<PortName, (port: NamedPort) => void> = {
    [VENDOR_PORT]: (port) => this.#relay(port),
    [POPUP_PORT]: (port) => popupPort(port, this.#options.link),
  };
  readonly #messages: Record<MessageType, (message: unknown) => Promise<unknown> | undefined> = {
    // Its arrival is all that it is for.
    [BEAT]: () => undefined,
    [POPUP_STATUS]: (message) =>
      MESSAGES[POPUP_STATUS].request.safeParse(message).success ? popupStatus(this.#options.link) : undefined,
    [PASSWORD_CHANGE]: (message) => {
      const request = MESSAGES[PASSWORD_CHANGE].request.safeParse(message);
      return request.success ? changePassword(request.data.token, this.#options.link) : undefined;
    },
    [SITE_STATUS]: (message) => {
      const request = MESSAGES[SITE_STATUS].request.safeParse(message);
      return request.success ? this.#options.sites.status(request.data.origin) : undefined;
    },
    [SITE_CHANGE]: (message) => {
      const request = MESSAGES[SITE_CHANGE].request.safeParse(message);
      return request.success ? this.#options.sites[request.data.change](request.data.origin) : undefined;
    },
    [PAIRING_LIST]: (message) =>
      MESSAGES[PAIRING_LIST].request.safeParse(message).success ? listPairings(this.#options.link) : undefined,
    [PAIRING_RENAME]: (message) => {
      const request = MESSAGES[PAIRING_RENAME].request.safeParse(message);
      return request.success ? renamePairing(request.data.id, request.data.name, this.#options.link) : undefined;
    },
    [PAIRING_REVOKE]: (message) => {
      const request = MESSAGES[PAIRING_REVOKE].request.safeParse(message);
      return request.success ? revokePairing(request.data.id, this.#options.link) : undefined;
    },
    [TAB_STATE]: (message) => {
      const request = MESSAGES[TAB_STATE].request.safeParse(message);
      return request.success ? tabState(request.data, this.#options.link) : undefined;
    },
    [TAB_REBIND]: (message) => {
      const request = MESSAGES[TAB_REBIND].request.safeParse(message);
      return request.success ? rebindTab(request.data, this.#options.link) : undefined;
    },
    [SITE_RESUME]: (message) => {
      const request = MESSAGES[SITE_RESUME].request.safeParse(message);
      return request.success ? resumeSite(request.data.origin, this.#options.link) : undefined;
    },
    [GRANT_ASK]: (message) => {
      const request = MESSAGES[GRANT_ASK].request.safeParse(message);
      return request.success ? askGrant(request.data, this.#relays, this.#options.link) : undefined;
    },
    [JOURNAL_STATE]: (message) =>
      MESSAGES[JOURNAL_STATE].request.safeParse(message).success ? recordState(this.#options.record) : undefined,
    [JOURNAL_LIST]: (message) => {
      const request = MESSAGES[JOURNAL_LIST].request.safeParse(message);
      if (!request.success) return undefined;
      const { before, limit } = request.data;
      return listRecords({ before, limit }, this.#options.link);
    },
    [JOURNAL_VERIFY]: (message) =>
      MESSAGES[JOURNAL_VERIFY].request.safeParse(message).success
        ? verifyRecord(this.#options.record, this.#options.link)
        : undefined,
    [JOURNAL_EXPORT]: (message) => {
      const request = MESSAGES[JOURNAL_EXPORT].request.safeParse(message);
      return request.success ? exportRecords({ before: request.data.before }, this.#options.link) : undefined;
    },
  };

  constructor(options: DispatchOptions) {
    this.#options = options;
  }

  port(port: NamedPort): void {
    if (isPortName(port.name) && this.#kind(port.sender) === PORTS[port.name].sender) this.#ports[port.name](port);
    else port.disconnect();
  }

  /** The answer's promise; undefined for what is refused or has no answer. */
  message(message: unknown, sender: Sender): Promise<unknown> | undefined {
    const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : null;
    if (!isMessageType(type) || this.#kind(sender) !== MESSAGES[type].sender) return undefined;
    return this.#messages[type](message);
  }

  #kind(sender: Sender | undefined) {
    return sender === undefined ? null : senderKind(sender, this.#options.extension);
  }

  /** Ends the page sockets whose site is not enabled any more. */
  async recheck(): Promise<void> {
    await Promise.all([...this.#relays].map((relay) => relay.recheck()));
  }

  #relay(port: NamedPort): void {
    const relay = relayPort(port, this.#options, () => this.#relays.delete(relay));
    this.#relays.add(relay);
  }
}
