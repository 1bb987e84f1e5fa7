import { createHmac, webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, nonce, type ProofTranscript, proofTag, sameTag, toBase64Url } from './proof.js';

const secret = Uint8Array.from({ length: 32 }, (_, i) => i);
const transcript: ProofTranscript = {
  bridgeNonce: 'A'.repeat(43),
  clientNonce: 'B'.repeat(43),
  address: '127.0.0.1:18632',
  extension: 'abcdefghijklmnopabcdefghijklmnop',
  bridge: 'bridge-1',
};

describe('proofTag', () => {
  it('is HMAC-SHA-256 over the length-prefixed fields', async () => {
    const fields = ['proof.v1 bridge', ...Object.values(transcript)];
    const message = Buffer.concat(
      fields.map((field) => Buffer.concat([Buffer.from([0, 0, 0, field.length]), Buffer.from(field)])),
    );
    const expected = createHmac('sha256', secret).update(message).digest('base64url');
    expect(await proofTag(webcrypto, secret, 'bridge', transcript)).toBe(expected);
  });

  it('is frozen', async () => {
    expect(await proofTag(webcrypto, secret, 'bridge', transcript)).toMatchInlineSnapshot(
      `"H0wmbr7ZYUH2R7J71RofGE-Eq1FurRKZZ2zw7NzR-Vk"`,
    );
    expect(await proofTag(webcrypto, secret, 'client', transcript)).toMatchInlineSnapshot(
      `"CVaxhzw5ZLLMPxrc7sc1aWmmBlNKZODSBxZhMoBGEM8"`,
    );
  });

  it.each(Object.keys(transcript) as (keyof ProofTranscript)[])('changes with the %s', async (field) => {
    const other = { ...transcript, [field]: `${transcript[field]}x` };
    expect(await proofTag(webcrypto, secret, 'bridge', other)).not.toBe(
      await proofTag(webcrypto, secret, 'bridge', transcript),
    );
  });

  it('refuses a secret of another length', async () => {
    await expect(proofTag(webcrypto, secret.subarray(1), 'bridge', transcript)).rejects.toThrow(RangeError);
  });
});

describe('base64url', () => {
  it('agrees with Node in both directions', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = Buffer.from(bytes).toString('base64url');
        expect(toBase64Url(bytes)).toBe(text);
        expect(fromBase64Url(text)).toEqual(bytes);
      }),
    );
  });

  it('refuses other alphabets', () => {
    for (const text of ['a', 'ab=', 'a+bc', 'é'.repeat(4)]) expect(fromBase64Url(text)).toBeNull();
  });
});

it('makes fresh nonces of 32 bytes', () => {
  expect(nonce(webcrypto)).toHaveLength(43);
  expect(nonce(webcrypto)).not.toBe(nonce(webcrypto));
});

it('compares tags', () => {
  expect(sameTag('abc', 'abc')).toBe(true);
  expect(sameTag('abc', 'abd')).toBe(false);
  expect(sameTag('abc', 'ab')).toBe(false);
});
