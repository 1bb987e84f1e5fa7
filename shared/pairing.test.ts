import { webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedCrypto, VECTORS } from '../test/pairing/vectors.js';
import {
  commitToDigits,
  commitToKey,
  newPairingParty,
  type PairingTranscript,
  pairingDigits,
  pairingSecrets,
} from './pairing.js';
import { toBase64Url } from './proof.js';

const [first] = VECTORS;

function transcriptOf({ frames, bridge, extension, port }: (typeof VECTORS)[number]): PairingTranscript {
  const [commitment, offer, , opening] = frames.map(({ frame }) => frame);
  return {
    commitment: commitment?.c ?? '',
    bridge,
    bridgeKey: offer?.k ?? '',
    bridgeNonce: offer?.n ?? '',
    clientKey: opening?.k ?? '',
    clientNonce: opening?.n ?? '',
    address: `127.0.0.1:${port}`,
    extension,
  };
}

describe.each(VECTORS)('with the fixed keys and nonces of $bridge', (vector) => {
  const transcript = transcriptOf(vector);
  const frame = (index: number) => vector.frames[index]?.frame;

  it('commitments, digits, secret and tags are the fixed ones on both sides', async () => {
    const { client, server, digits, secret } = vector;
    const sides = [
      { own: client.key, peer: transcript.bridgeKey },
      { own: server.key, peer: transcript.clientKey },
    ];
    for (const { own, peer } of sides) {
      const party = await newPairingParty(fixedCrypto(own, ['']));
      const secrets = await pairingSecrets(webcrypto, party.privateKey, peer, transcript);
      expect(secrets && toBase64Url(secrets.secret)).toBe(secret);
      expect([secrets?.bridgeTag, secrets?.clientTag]).toEqual([frame(4)?.p, frame(5)?.p]);
    }
    const key = { publicKey: transcript.clientKey, nonce: transcript.clientNonce };
    expect(await commitToKey(webcrypto, key)).toBe(frame(0)?.c);
    expect(await commitToDigits(webcrypto, digits, server.opening)).toBe(frame(2)?.t);
    expect(await pairingDigits(webcrypto, transcript)).toBe(digits);
  });

  it.each(Object.keys(transcript) as (keyof PairingTranscript)[])('the %s changes digits and secret', async (field) => {
    const other = { ...transcript, [field]: `${transcript[field]}x` };
    expect(await pairingDigits(webcrypto, other)).not.toBe(vector.digits);
    const party = await newPairingParty(fixedCrypto(vector.client.key, ['']));
    const secrets = await pairingSecrets(webcrypto, party.privateKey, transcript.bridgeKey, other);
    expect(secrets && toBase64Url(secrets.secret)).not.toBe(vector.secret);
  });
});

it('a key that is no point of the curve makes no secret', async () => {
  const { privateKey } = await newPairingParty(webcrypto);
  const transcript = transcriptOf(first);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 0, maxLength: 70 }), async (bytes) => {
      expect(await pairingSecrets(webcrypto, privateKey, toBase64Url(bytes), transcript)).toBeNull();
    }),
    { numRuns: 50 },
  );
  const infinity = toBase64Url(new Uint8Array(65).fill(0, 1).fill(4, 0, 1));
  expect(await pairingSecrets(webcrypto, privateKey, infinity, transcript)).toBeNull();
});

it('digits are six, and every party is a new one', async () => {
  const transcript = transcriptOf(first);
  for (let i = 0; i < 20; i += 1) {
    expect(await pairingDigits(webcrypto, { ...transcript, clientNonce: String(i) })).toMatch(/^\d{6}$/);
  }
  const [one, other] = [await newPairingParty(webcrypto), await newPairingParty(webcrypto)];
  expect(one.publicKey).not.toBe(other.publicKey);
  expect(one.nonce).not.toBe(other.nonce);
});
