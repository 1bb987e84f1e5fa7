import { webcrypto } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { PAIRING_REFUSALS } from '../../shared/pairing.js';
import { failure } from '../../shared/protocol/reasons.js';
import { fixedCrypto, VECTORS } from '../../test/pairing/vectors.js';
import { clientChannel } from '../../test/pairing/wires.js';
import { pair } from './pair.js';

const [vector] = VECTORS;
const frameOf = (index: number) => vector.frames[index]?.frame ?? {};

function start(one = vector, crypto = fixedCrypto(one.client.key, [one.client.nonce])) {
  const { channel, far, hangUp } = clientChannel();
  const shown: string[] = [];
  const outcome = pair(channel, crypto, one, (digits) => shown.push(digits));
  return { far, hangUp, shown, outcome };
}

test.each(VECTORS)('the frames to $bridge, and the digits shown, are the fixed ones', async (one) => {
  const { far, shown, outcome } = start(one);
  for (const { from, frame } of one.frames) {
    if (from === 'bridge') far.send(frame);
    else expect(await far.next()).toEqual(frame);
  }
  far.send({ i: 'stored' });
  expect(shown).toEqual([one.digits]);
  const secret = new Uint8Array(Buffer.from(one.secret, 'base64url'));
  expect(await outcome).toEqual({ ok: true, value: { id: 'stored', bridge: one.bridge, secret } });
});

describe('nothing is paired', () => {
  const other = VECTORS[1]?.frames[1]?.frame ?? {};
  it.each<[string, unknown[], string]>([
    ['a first frame that is none', [{ hello: 1 }], 'pairing.untrusted'],
    ['an unknown key', [{ ...frameOf(1), extra: 1 }], 'pairing.untrusted'],
    ['an opening before the commitment', [frameOf(1), frameOf(4)], 'pairing.untrusted'],
    ['a success at once', [frameOf(1), { i: 'stored' }], 'pairing.untrusted'],
    ['a commitment to other digits', [frameOf(1), { t: frameOf(0).c }, frameOf(4)], 'pairing.untrusted'],
    ['a wrong tag', [frameOf(1), frameOf(2), { ...frameOf(4), p: frameOf(0).c }], 'pairing.untrusted'],
    [
      'another key than the digits are for',
      [{ ...frameOf(1), k: other.k }, frameOf(2), frameOf(4)],
      'pairing.untrusted',
    ],
  ])('after %s', async (_, frames, reason) => {
    const { far, outcome } = start();
    for (const frame of frames) far.send(frame);
    expect(await outcome).toEqual(failure(reason as 'internal'));
  });

  it.each(PAIRING_REFUSALS)('after the bridge said %s, at any time', async (reason) => {
    for (const before of [[], [frameOf(1)], [frameOf(1), frameOf(2)], [frameOf(1), frameOf(2), frameOf(4)]]) {
      const { far, outcome } = start();
      for (const frame of [...before, { e: reason }]) far.send(frame);
      expect(await outcome).toEqual(failure(reason));
    }
  });

  it('where the recorded frames of another pairing are replayed', async () => {
    const { far, outcome } = start(vector, fixedCrypto(vector.client.key, ['']));
    for (const { from, frame } of vector.frames) if (from === 'bridge') far.send(frame);
    far.send({ i: 'stored' });
    expect(await outcome).toEqual(failure('pairing.untrusted'));
  });

  it('where the other end hangs up', async () => {
    const { far, hangUp, outcome } = start();
    far.send(frameOf(1));
    hangUp();
    expect(await outcome).toEqual(failure('pairing.interrupted'));
  });
});

it('keeps key and nonce to itself until the bridge is bound to what was typed', async () => {
  const { far, shown } = start(vector, webcrypto);
  expect(Object.keys((await far.next()) ?? {})).toEqual(['c']);
  far.send(frameOf(1));
  let sent = 0;
  void far.next().then(() => {
    sent += 1;
  });
  await expect.poll(() => shown.length).toBe(1);
  expect(sent).toBe(0);
  far.send({ t: frameOf(0).c });
  await expect.poll(() => sent).toBe(1);
});
