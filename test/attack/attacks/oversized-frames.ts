import { connect, type Socket } from 'node:net';
import { PROOF_DEADLINE_MS } from '../../../shared/proof.js';
import { MAX_FRAME_BYTES } from '../../../shared/protocol/envelope.js';
import { dial } from '../../support/proven-client.js';
import { type Attack, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';
import { knock, SWITCHED } from '../support/knock.js';

/** As many connections as there may be. */
const CONNECTIONS = 16;

export const oversizedFrames: readonly Attack[] = [
  {
    what: 'a client sends a message that is too large',
    run: onBridge(async (target) => {
      const client = await target.connect();
      const answer = client.call('status', { pad: 'x'.repeat(MAX_FRAME_BYTES) });
      const read = await Promise.race([answer.catch(() => null), client.frames.closed.then(() => null)]);
      gotIf(read !== null, 'that it was read');
    }),
    defences: [
      {
        what: 'the largest message',
        without: [{ file: 'bridge/server/server.ts', find: 'maxPayload: MAX_FRAME_BYTES,', replace: 'maxPayload: 0,' }],
      },
    ],
  },
  {
    what: 'a client offers compression, by which a small message becomes a large one',
    run: onBridge(async ({ port }) => {
      const answer = await knock(port, { 'Sec-WebSocket-Extensions': 'permessage-deflate' });
      if (!SWITCHED.test(answer)) throw new Error(`no upgrade: ${answer}`);
      gotIf(/^sec-websocket-extensions:/im.test(answer), 'compression');
    }),
    defences: [
      {
        what: 'no compression',
        without: [
          { file: 'bridge/server/server.ts', find: 'perMessageDeflate: false,', replace: 'perMessageDeflate: true,' },
        ],
      },
    ],
  },
  {
    what: 'a client sends members that nobody knows',
    run: onBridge(async (target) => {
      const { result } = await (await target.connect()).call('status', {}, undefined, { admin: true });
      gotIf(result !== undefined, 'an answer');
    }),
    defences: [
      {
        what: 'the strict schema of requests',
        without: [
          {
            file: 'shared/protocol/envelope.ts',
            find: 'export const requestSchema = z.strictObject({',
            replace: 'export const requestSchema = z.object({',
          },
        ],
      },
    ],
  },
  {
    what: 'a program holds more connections than there may be',
    run: onBridge(async ({ port }) => {
      const held: Socket[] = [];
      try {
        for (let count = 0; count < CONNECTIONS; count += 1) held.push(await hold(port));
        gotIf(SWITCHED.test(await knock(port, {})), 'one more');
      } finally {
        for (const socket of held) socket.destroy();
      }
    }),
    defences: [
      {
        what: 'the limit of connections',
        without: [{ file: 'bridge/server/server.ts', find: 'http.maxConnections = MAX_CONNECTIONS;', replace: '' }],
      },
    ],
  },
  {
    what: 'a program holds a connection without a proof',
    run: onBridge(async ({ port, identity }) => {
      const frames = await dial(port, identity.extension);
      let forget: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        forget = setTimeout(() => resolve('held'), 2 * PROOF_DEADLINE_MS);
      });
      const end = await Promise.race([frames.closed, late]);
      clearTimeout(forget);
      frames.socket.terminate();
      gotIf(end === 'held', 'a connection for as long as it likes');
    }),
    defences: [
      {
        what: 'the time for a proof',
        without: [
          {
            file: 'bridge/server/proof.ts',
            find: 'const forgetDeadline = clock.after(PROOF_DEADLINE_MS, frames.end);',
            replace: 'const forgetDeadline = () => undefined;',
          },
        ],
      },
    ],
  },
];

/** A connection that says nothing, accepted by the other end as far as can be told. */
function hold(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}
