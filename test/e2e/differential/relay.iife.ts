import { PAGE_EVENT, type PageMessage, RELAY_EVENT, type RelayMessage } from '../../../extension/content/channel.js';

/**
 * Plays the relay for a test page, in an isolated world like the real one: a native socket per socket of the page,
 * to the address that `relayHosts` (set before this runs) has for the vendor's.
 */
declare global {
  var relayHosts: Readonly<Record<string, string>>;
}

const sockets = new Map<number, WebSocket>();

function answer(message: RelayMessage): void {
  document.dispatchEvent(new CustomEvent(RELAY_EVENT, { detail: JSON.stringify(message) }));
}

function open(socket: number, url: string): void {
  const { host } = new URL(url);
  const native = new WebSocket(url.replace(host, relayHosts[host] ?? 'unmapped.invalid'));
  let failed = false;
  native.binaryType = 'arraybuffer';
  native.onopen = () => answer({ type: 'opened', socket });
  native.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data === 'string') answer({ type: 'text', socket, data });
    else answer({ type: 'binary', socket, data: btoa(String.fromCharCode(...new Uint8Array(data))) });
  };
  native.onerror = () => {
    failed = true;
    answer({ type: 'failed', socket });
  };
  native.onclose = ({ code, reason, wasClean }) => {
    if (!failed) answer({ type: 'closed', socket, code, reason, wasClean });
    sockets.delete(socket);
  };
  sockets.set(socket, native);
}

document.addEventListener(PAGE_EVENT, (event) => {
  event.preventDefault();
  const message: PageMessage = JSON.parse((event as CustomEvent<string>).detail);
  const native = sockets.get(message.socket);
  if (message.type === 'open') open(message.socket, message.url);
  else if (message.type === 'text') native?.send(message.data);
  else if (message.type === 'binary') native?.send(Uint8Array.from(atob(message.data), (byte) => byte.charCodeAt(0)));
  else if (message.code === 1005) native?.close();
  else native?.close(message.code, message.reason);
});
