import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, webcrypto } from 'node:crypto';
import { once } from 'node:events';
import type { WebSocket } from 'ws';
import { nonce, PROOF_SLOTS, toBase64Url } from '../../../shared/proof.js';
import { EXTENSION_ID } from '../../../shared/protocol/extension-id.js';
import { listen } from '../../doubles/bridge.js';
import { dial } from '../../support/proven-client.js';
import { type Attack, AttackSucceeded } from '../attack.js';
import type { LinkOrders } from '../programs/link.js';
import { onBridge } from '../support/bridge-target.js';
import type { Build } from '../support/build.js';

const CANARY = 'what is for the bridge alone';

export const portSquatting: readonly Attack[] = [
  {
    what: 'a program that has taken the port waits for what the extension says',
    run: (build) =>
      againstLink(build, { bridge: 'attacked', secret: randomBytes(32) }, (socket, got) => {
        socket.send(JSON.stringify({ s: nonce(webcrypto) }));
        socket.on('message', (data) => {
          if (!/^\{"c":"[\w-]{43}"\}$/.test(String(data))) return got(String(data));
          const p = Array.from({ length: PROOF_SLOTS }, () => toBase64Url(randomBytes(32)));
          socket.send(JSON.stringify({ p }));
        });
      }),
    defences: [
      {
        what: 'the bridge’s proof',
        without: [
          {
            file: 'extension/background/handshake.ts',
            find: 'if (proofs.data.p.filter((tag) => sameTag(tag, expected)).length === 0) return false;',
            replace: 'if (expected === "") return false;',
          },
        ],
      },
    ],
  },
  {
    what: 'a program that has taken the first port relays to the bridge on the second',
    run: async (build) => {
      const run = onBridge(async ({ identity, port }) => {
        await againstLink(build, identity, (socket, got) => {
          const early: string[] = [];
          let onward = (text: string): unknown => early.push(text);
          socket.on('message', (data) => {
            if (String(data).includes(CANARY)) got(String(data));
            else onward(String(data));
          });
          void dial(port, EXTENSION_ID).then((bridge) => {
            onward = (text) => bridge.send(text);
            for (const text of early) bridge.send(text);
            socket.on('close', () => bridge.socket.terminate());
            void bridge.closed.then(() => socket.close());
            void (async () => {
              for (;;) socket.send(JSON.stringify(await bridge.next()));
            })();
          });
        });
      });
      await run(build);
    },
    defences: [
      {
        what: 'the address in what is proved',
        without: [{ file: 'shared/proof.ts', find: '    transcript.address,\n', replace: '' }],
      },
    ],
  },
];

/** Has the extension's link dial an impostor, who calls `got` with what was not for it. */
async function againstLink(
  build: Build,
  { bridge, secret }: { readonly bridge: string; readonly secret: Buffer },
  impostor: (socket: WebSocket, got: (what: string) => void) => void,
): Promise<void> {
  const listener = await listen();
  let link: ChildProcess | null = null;
  try {
    const success = new Promise<never>((_, reject) => {
      const got = (what: string): void => reject(new AttackSucceeded(what));
      listener.server.on('connection', (socket) => {
        // The link may be ended in the middle.
        socket.on('error', () => socket.terminate());
        impostor(socket, got);
      });
    });
    const orders: LinkOrders = {
      ports: [listener.port],
      bridge,
      secret: secret.toString('base64url'),
      extension: EXTENSION_ID,
      says: JSON.stringify({ says: CANARY }),
    };
    const program = await build.program('test/attack/programs/link.ts');
    link = spawn(process.execPath, [program, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let end = '';
    link.stdout?.on('data', (text) => {
      end += String(text);
    });
    await Promise.race([success, once(link, 'close')]);
    if (end !== 'bridge.impostor') throw new Error(`the link ended with "${end}"`);
  } finally {
    link?.kill();
    await listener.stop();
  }
}
