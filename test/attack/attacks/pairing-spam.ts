import { webcrypto } from 'node:crypto';
import { WebSocket } from 'ws';
import { commitToKey, newPairingParty, PAIRING_SUBPROTOCOL, PAIRING_TRIES } from '../../../shared/pairing.js';
import { EXTENSION_ID } from '../../../shared/protocol/extension-id.js';
import { until } from '../../e2e/wait.js';
import { FrameSocket } from '../../support/proven-client.js';
import { type Attack, gotIf } from '../attack.js';
import { type BridgeTarget, onBridge } from '../support/bridge-target.js';
import { knock, SWITCHED } from '../support/knock.js';

export const pairingSpam: readonly Attack[] = [
  {
    what: 'a program asks to be connected while the user has not opened that',
    run: onBridge(async ({ port }) => {
      const answer = await knock(port, { 'Sec-WebSocket-Protocol': PAIRING_SUBPROTOCOL });
      gotIf(SWITCHED.test(answer), 'an upgrade');
    }),
    defences: [
      {
        what: 'the door that is shut',
        without: [
          { file: 'bridge/server/doors.ts', find: 'const known = door.pairing ?', replace: 'const known = true ?' },
        ],
      },
    ],
  },
  {
    what: 'a program asks again and again in the two minutes that the user has opened',
    run: onBridge((target) =>
      whileOpen(target, async () => {
        let windows = 0;
        target.windows.answerAll((open) => {
          windows += 1;
          open.type('000000');
        });
        for (let tries = 0; tries < PAIRING_TRIES + 2; tries += 1) await tryToPair(target.port);
        if (windows === 0) throw new Error('no window');
        gotIf(windows > PAIRING_TRIES, `${windows} windows`);
      }),
    ),
    defences: [
      {
        what: 'the limit of tries',
        without: [
          {
            file: 'bridge/pairing/desk.ts',
            find: 'else if (round.tries >= PAIRING_TRIES) {',
            replace: 'else if (round.tries >= 1_000) {',
          },
        ],
      },
    ],
  },
  {
    what: 'a program gets in between while the user types the digits of another',
    run: onBridge((target) =>
      whileOpen(target, async () => {
        target.windows.answerAll((open) => open.type('000000'));
        const last = await tryToPair(target.port);
        gotIf(last !== null && 'p' in last, 'the trust of the bridge');
      }),
    ),
    defences: [
      {
        what: 'the comparison of the digits',
        without: [
          {
            file: 'bridge/pairing/pair.ts',
            find: "if (!sameTag(await pairingDigits(crypto, transcript), typed.value)) return failure('pairing.wrongDigits');",
            replace: '',
          },
        ],
      },
    ],
  },
];

/** The two minutes in which the user has opened the bridge for a browser. */
async function whileOpen({ bridge }: BridgeTarget, body: () => Promise<void>): Promise<void> {
  const command = bridge.command('pair');
  try {
    await until('the bridge to be opened', () => command.said() !== '');
    await body();
  } finally {
    command.interrupt();
    await command.ended;
  }
}

/** Asks to be connected and says all that is asked for; answers with the last frame, null where the door is shut. */
async function tryToPair(port: number): Promise<object | null> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, PAIRING_SUBPROTOCOL, {
    origin: `chrome-extension://${EXTENSION_ID}`,
  });
  const frames = new FrameSocket(socket);
  const opened = new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  if (!(await opened)) return null;
  const own = await newPairingParty(webcrypto);
  const next = () => Promise.race([frames.next(), frames.closed.then(() => null)]) as Promise<object | null>;
  frames.send({ c: await commitToKey(webcrypto, own) });
  const offer = await next();
  const typed = offer && (await next());
  if (!typed || !('t' in typed)) return typed;
  frames.send({ k: own.publicKey, n: own.nonce });
  const last = await next();
  socket.terminate();
  await frames.closed;
  return last;
}
