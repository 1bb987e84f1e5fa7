import { connect } from 'node:net';
import type { Presence } from '../../shared/protocol/environment-get.js';
import type { Clock } from '../ports.js';

/** The system answers for a port of its own at once; a program that is stopped may leave it open. */
const LIMIT_MS = 500;

/** Whether a program listens on that port of 127.0.0.1, by a connection that is closed at once. */
export function isListening(port: number, clock: Clock): Promise<Presence> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const settle = (presence: Presence): void => {
      stop();
      socket.destroy();
      resolve(presence);
    };
    const stop = clock.after(LIMIT_MS, () => settle('unknown'));
    socket.once('connect', () => settle('yes'));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => settle(code === 'ECONNREFUSED' ? 'no' : 'unknown'));
  });
}
