import { constants, createHash, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifiesDigest } from './verify.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const input = Buffer.from('登录-8f3a');
const digest = createHash('sha256').update(input).digest();
const signature = sign('sha256', input, privateKey);

/** A block of the modulus' length, signed as it is. */
function signBlock(...parts: readonly Buffer[]): Buffer {
  const block = Buffer.concat(parts);
  return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block);
}

/** The right digest behind `prefix` (hex) in place of its own DigestInfo's, well padded. */
function signInfo(prefix: string): Buffer {
  const info = Buffer.concat([Buffer.from(prefix, 'hex'), digest]);
  return privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, info);
}

const INFO = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest]);

describe('a raw signature', () => {
  it('verifies for its digest, by SHA-1 and SHA-256', () => {
    expect(verifiesDigest(publicKey, 'rsa-sha256', digest, signature)).toBe(true);
    const sha1 = createHash('sha1').update(input).digest();
    expect(verifiesDigest(publicKey, 'rsa-sha1', sha1, sign('sha1', input, privateKey))).toBe(true);
  });

  it.each<[string, Buffer]>([
    ['of another digest', sign('sha256', Buffer.from('other'), privateKey)],
    ['by another key', sign('sha256', input, other.privateKey)],
    ['by another hash', sign('sha1', input, privateKey)],
    ['that is cut', signature.subarray(1)],
    ['with a byte before it', Buffer.concat([Buffer.of(0), signature])],
    ['of its digest by the name of another hash', signInfo('3031300d060960864801650304020605000420')],
    ['of its digest without a name', signInfo('')],
    ['that is nothing', Buffer.alloc(0)],
    ['beyond the modulus', Buffer.alloc(256, 0xff)],
    [
      'with something behind its DigestInfo',
      signBlock(Buffer.of(0, 1), Buffer.alloc(200, 0xff), Buffer.of(0), INFO, Buffer.alloc(2)),
    ],
    ['with random padding', signBlock(Buffer.of(0, 2), Buffer.alloc(202, 7), Buffer.of(0), INFO)],
    ['with padding of other bytes', signBlock(Buffer.of(0, 1), Buffer.alloc(202, 7), Buffer.of(0), INFO)],
  ])('%s does not', (_, wrong) => {
    expect(verifiesDigest(publicKey, 'rsa-sha256', digest, wrong)).toBe(false);
  });

  it('does not verify for what is no digest', () => {
    expect(verifiesDigest(publicKey, 'rsa-sha256', input, signature)).toBe(false);
  });
});
