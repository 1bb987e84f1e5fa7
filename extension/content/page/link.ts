import { PAGE_EVENT, type PageMessage, RELAY_EVENT, type RelayMessage } from '../channel.js';
import {
  addListener,
  bare,
  customEventDetail,
  dispatch,
  NativeCustomEvent,
  parse,
  queueTask,
  stringify,
} from './primordials.js';

type Receiver = (message: RelayMessage) => void;

const receivers = new Map<number, Receiver>();
// Bound now: the page can patch Map.prototype later.
const receiverOf = receivers.get.bind(receivers);
const setReceiver = receivers.set.bind(receivers);
const dropReceiver = receivers.delete.bind(receivers);
let lastSocket = 0;

/**
 * The relay may answer from inside `post`, so from inside the page's own call of the constructor or send():
 * a task of its own keeps every event out of there.
 */
function onRelayEvent(event: Event): void {
  const message: RelayMessage = parse(customEventDetail(event as CustomEvent));
  queueTask(() => receiverOf(message.socket)?.(message));
}

/** Messages that the relay has not heard yet. */
let unheard = 0;

/**
 * Hands a message to the relay, which gets it before this returns. Only where the page has just called document.open(), which takes
 * the relay's listener away until the page's script is done, does it get it in a task of its own, and so what follows.
 */
export function post(message: PageMessage): void {
  if (unheard === 0 && isHeard(message)) return;
  unheard++;
  queueTask(() => {
    unheard--;
    const { type, socket } = message;
    if (!isHeard(message) && type === 'open') receiverOf(socket)?.({ type: 'failed', socket });
  });
}

/** Whether the relay took the message: it then says that it did by cancelling the event. */
function isHeard(message: PageMessage): boolean {
  const options = bare({ detail: stringify(bare(message)), cancelable: true });
  return !dispatch(document, new NativeCustomEvent(PAGE_EVENT, options));
}

/** Opens a socket at the relay; `receive` runs once per answer, in tasks of their own. Returns the socket's number. */
export function open(url: string, receive: Receiver): number {
  const socket = ++lastSocket;
  setReceiver(socket, receive);
  // Each time, for document.open() takes all listeners away, and a first about:blank leaves its realm to the next document.
  addListener(document, RELAY_EVENT, onRelayEvent);
  post({ type: 'open', socket, url });
  return socket;
}

/** Ends the socket's receiver: answers that are still under way go nowhere. */
export function forget(socket: number): void {
  dropReceiver(socket);
}
