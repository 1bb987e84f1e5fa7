import { randomBytes, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PAIRING_STEP_MS } from '../../shared/pairing.js';
import { failure, success } from '../../shared/protocol/reasons.js';
import { fixedCrypto, VECTORS } from '../../test/pairing/vectors.js';
import { bridgeWire } from '../../test/pairing/wires.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { pair } from './pair.js';

const [vector] = VECTORS;
const { bridge, extension, port } = vector;
const frameOf = (index: number) => vector.frames[index]?.frame ?? {};

/** The bridge's side with fixed keys, while its user types `digits`. */
function start(digits = vector.digits, { key, nonce, opening } = vector.server) {
  const { wire, far } = bridgeWire();
  const clock = new FakeClock();
  const kept: string[] = [];
  const outcome = pair(wire, fixedCrypto(key, [nonce, opening]), { bridge, extension, port }, clock, {
    ask: async () => success(digits),
    keep: (secret) => {
      kept.push(secret.toString('base64url'));
      return success({ id: 'stored' });
    },
  });
  return { far, clock, kept, outcome };
}

it.each(VECTORS)('the frames to $bridge’s client are the fixed ones', async (one) => {
  const { wire, far } = bridgeWire();
  const kept: string[] = [];
  const { key, nonce, opening } = one.server;
  const outcome = pair(wire, fixedCrypto(key, [nonce, opening]), one, new FakeClock(), {
    ask: async () => success(one.digits),
    keep: (secret) => {
      kept.push(secret.toString('base64url'));
      return success({ id: 'stored' });
    },
  });
  for (const { from, frame } of one.frames) {
    if (from === 'client') far.send(frame);
    else expect(await far.next()).toEqual(frame);
  }
  expect(await far.next()).toEqual({ i: 'stored' });
  expect(await outcome).toEqual(success({ id: 'stored' }));
  expect(kept).toEqual([one.secret]);
});

describe('nothing is kept', () => {
  it.each<[string, unknown[], string]>([
    ['a first frame that is none', [{ c: 'x' }], 'pairing.interrupted'],
    ['an opening before any commitment', [frameOf(3)], 'pairing.interrupted'],
    ['an unknown key', [{ ...frameOf(0), extra: 1 }], 'pairing.interrupted'],
    [
      'another nonce than committed to',
      [frameOf(0), { ...frameOf(3), n: randomBytes(32).toString('base64url') }],
      'pairing.untrusted',
    ],
    ['another key than committed to', [frameOf(0), { ...frameOf(3), k: frameOf(1).k }], 'pairing.untrusted'],
    ['the commitment again for an opening', [frameOf(0), frameOf(0)], 'pairing.untrusted'],
    ['a wrong tag at the end', [frameOf(0), frameOf(3), { p: frameOf(0).c }], 'pairing.untrusted'],
    ['the bridge’s own tag sent back', [frameOf(0), frameOf(3), { p: frameOf(4).p }], 'pairing.untrusted'],
  ])('after %s', async (_, frames, reason) => {
    const { far, kept, outcome } = start();
    for (const frame of frames) far.send(frame);
    expect(await outcome).toEqual(failure(reason as 'internal'));
    expect(kept).toEqual([]);
  });

  it('after wrong digits, and the bridge’s commitment stays shut', async () => {
    const { far, kept, outcome } = start('000000');
    far.send(frameOf(0));
    far.send(frameOf(3));
    expect(await outcome).toEqual(failure('pairing.wrongDigits'));
    expect(await far.next()).toEqual(frameOf(1));
    expect(Object.keys((await far.next()) ?? {})).toEqual(['t']);
    far.hangUp();
    expect(await far.next()).toBeNull();
    expect(kept).toEqual([]);
  });

  it('where the recorded frames of another pairing are replayed', async () => {
    const fresh = { nonce: randomBytes(32).toString('base64url'), opening: randomBytes(32).toString('base64url') };
    const { far, kept, outcome } = start(undefined, { ...vector.server, ...fresh });
    for (const { from, frame } of vector.frames) if (from === 'client') far.send(frame);
    expect(await outcome).toEqual(failure('pairing.wrongDigits'));
    expect(kept).toEqual([]);
  });

  it.each([0, 1, 2])('where the client stalls after %i of its frames', async (count) => {
    const { far, clock, kept, outcome } = start();
    for (const { frame } of vector.frames.filter(({ from }) => from === 'client').slice(0, count)) far.send(frame);
    let ended = false;
    void outcome.finally(() => {
      ended = true;
    });
    await expect
      .poll(() => {
        clock.advance(PAIRING_STEP_MS);
        return ended;
      })
      .toBe(true);
    expect(await outcome).toEqual(failure('pairing.interrupted'));
    expect(kept).toEqual([]);
  });
});

it('a full disk is the client’s to know, and no id is told', async () => {
  const { wire, far } = bridgeWire();
  const { key, nonce, opening } = vector.server;
  const outcome = pair(wire, fixedCrypto(key, [nonce, opening]), vector, new FakeClock(), {
    ask: async () => success(vector.digits),
    keep: () => failure('pairing.notStored'),
  });
  for (const { from, frame } of vector.frames) if (from === 'client') far.send(frame);
  expect(await outcome).toEqual(failure('pairing.notStored'));
  for (let i = 0; i < 3; i += 1) expect(await far.next()).not.toHaveProperty('i');
});

it('every pairing has keys and nonces of its own', async () => {
  const offers = await Promise.all(
    [0, 1].map(async () => {
      const { wire, far } = bridgeWire();
      void pair(wire, webcrypto, vector, new FakeClock(), {
        ask: async () => failure('pairing.refused'),
        keep: () => failure('pairing.notStored'),
      });
      far.send(frameOf(0));
      return far.next();
    }),
  );
  expect(offers[0]?.k).not.toBe(offers[1]?.k);
  expect(offers[0]?.n).not.toBe(offers[1]?.n);
});
