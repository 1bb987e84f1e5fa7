import type { WebSocket } from 'ws';
import type { Clock } from '../ports.js';

/** How long a client may take for its part in closing a connection, in milliseconds. */
const CLOSING_MS = 1_000;

/** Ends a connection once what was sent is on its way, whether or not the client takes part. */
export function endSoon(socket: WebSocket, clock: Clock): void {
  socket.close();
  const forget = clock.after(CLOSING_MS, () => socket.terminate());
  socket.once('close', forget);
}
