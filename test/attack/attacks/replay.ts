import { webcrypto } from 'node:crypto';
import { nonce, proofTag } from '../../../shared/proof.js';
import { dial, type FrameSocket } from '../../support/proven-client.js';
import { type Attack, gotIf } from '../attack.js';
import { type BridgeTarget, onBridge } from '../support/bridge-target.js';

/** Enough for one of eight tags to be the right one but three times in ten thousand. */
const REFLECTIONS = 60;

export const replay: readonly Attack[] = [
  {
    what: 'a program that has recorded a proof sends it again',
    run: onBridge(async (target) => {
      const recorded = await recordProof(target);
      const frames = await dial(target.port, target.identity.extension);
      await frames.next();
      frames.send(recorded.first);
      await frames.next();
      frames.send(recorded.second);
      gotIf(await isServed(frames), 'a proven connection');
    }),
    defences: [
      {
        what: 'the bridge’s fresh nonce',
        without: [
          {
            file: 'bridge/server/proof.ts',
            find: 'const bridgeNonce = nonce(webcrypto);',
            replace: "const bridgeNonce = 'A'.repeat(43);",
          },
        ],
      },
    ],
  },
  {
    what: 'a program sends the bridge’s own proof back to it',
    run: onBridge(async (target) => {
      for (let tries = 0; tries < REFLECTIONS; tries += 1) {
        const frames = await dial(target.port, target.identity.extension);
        await frames.next();
        frames.send({ c: nonce(webcrypto) });
        const { p } = (await frames.next()) as { p: string[] };
        frames.send({ p: p[0] });
        gotIf(await isServed(frames), 'a proven connection');
      }
    }),
    defences: [
      {
        what: 'the side in what is proved',
        without: [{ file: 'shared/proof.ts', find: "client: 'proof.v1 client'", replace: "client: 'proof.v1 bridge'" }],
      },
    ],
  },
];

/** What an honest client says, as somebody on the way has seen it. */
async function recordProof({ port, identity }: BridgeTarget): Promise<{ first: unknown; second: unknown }> {
  const frames = await dial(port, identity.extension);
  const { s } = (await frames.next()) as { s: string };
  const first = { c: nonce(webcrypto) };
  frames.send(first);
  await frames.next();
  const { extension, bridge, secret } = identity;
  const transcript = { bridgeNonce: s, clientNonce: first.c, address: `127.0.0.1:${port}`, extension, bridge };
  const second = { p: await proofTag(webcrypto, secret, 'client', transcript) };
  frames.send(second);
  if (!(await isServed(frames))) throw new Error('the honest client is not served');
  return { first, second };
}

/** Whether the connection is served as a proven one; ends it. */
async function isServed(frames: FrameSocket): Promise<boolean> {
  const answer = await Promise.race([frames.call('status', {}), frames.closed.then(() => null)]);
  frames.socket.terminate();
  return answer !== null;
}
