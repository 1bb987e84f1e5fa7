import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { type ControlReply, type ControlRequest, controlReply } from './messages.js';

/** Asks the bridge at the other end of the socket and hands over its replies; resolves at their end. */
export async function askBridge(
  socket: Socket,
  request: ControlRequest,
  reply: (reply: ControlReply) => void,
): Promise<void> {
  const lines = createInterface({ input: socket });
  // A bridge that ends in between is seen by the last reply missing.
  for (const stream of [socket, lines]) stream.on('error', () => socket.destroy());
  lines.on('line', (line) => reply(controlReply.parse(JSON.parse(line))));
  const closed = once(socket, 'close');
  socket.write(`${JSON.stringify(request)}\n`);
  await closed;
}
