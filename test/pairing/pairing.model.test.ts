import { webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pair as bridgePairs } from '../../bridge/pairing/pair.js';
import { pair as clientPairs, type NewPairing } from '../../extension/pairing/pair.js';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import { FakeClock } from '../support/fake-clock.js';
import { bridgeWire, carry, clientChannel } from './wires.js';

const PORT = 18_632;

/** A user's screen: the digits that the browser shows, to be typed when they are there. */
class Screen {
  private show: (digits: string) => void = () => undefined;
  readonly digits = new Promise<string>((resolve) => {
    this.show = resolve;
  });
  readonly shows = (digits: string): void => this.show(digits);
}

interface BridgeUser {
  readonly type: () => Promise<string>;
}

/** A bridge whose user types what `type` says, its far end, and what comes of it. */
function bridge({ type }: BridgeUser, port = PORT) {
  const { wire, far } = bridgeWire();
  const kept: string[] = [];
  const left = new Promise<Result<string>>((resolve) => {
    wire.gone.addEventListener('abort', () => resolve(failure('pairing.interrupted')));
  });
  const place = { bridge: 'b'.repeat(32), extension: EXTENSION_ID, port };
  const outcome = bridgePairs(wire, webcrypto, place, new FakeClock(), {
    ask: () => Promise.race([type().then(success), left]),
    keep: (secret) => {
      kept.push(secret.toString('base64url'));
      return success({ id: 'stored' });
    },
  }).finally(() => wire.close());
  return { far, kept, outcome };
}

function client(screen: Screen, port = PORT) {
  const { channel, far, hangUp } = clientChannel();
  const outcome = clientPairs(channel, webcrypto, { extension: EXTENSION_ID, port }, screen.shows).finally(hangUp);
  return { far, outcome };
}

const secretOf = (outcome: Result<NewPairing>): string | null =>
  outcome.ok ? Buffer.from(outcome.value.secret).toString('base64url') : null;

it('left alone, both sides come to the same secret, a new one each time', async () => {
  const secrets = new Set<string>();
  for (let i = 0; i < 5; i += 1) {
    const screen = new Screen();
    const [b, c] = [bridge({ type: () => screen.digits }), client(screen)];
    void carry(b.far, c.far);
    expect(await b.outcome).toEqual(success({ id: 'stored' }));
    expect(b.kept).toEqual([secretOf(await c.outcome)]);
    secrets.add(b.kept[0] ?? '');
  }
  expect(secrets.size).toBe(5);
});

it('whoever relays the frames between two ports is found', async () => {
  const screen = new Screen();
  const [b, c] = [bridge({ type: () => screen.digits }, 21_632), client(screen, 18_632)];
  void carry(b.far, c.far);
  expect(await b.outcome).toEqual(failure('pairing.wrongDigits'));
  expect((await c.outcome).ok).toBe(false);
  expect(b.kept).toEqual([]);
});

it('whoever pairs with each side by keys of his own is found by both', async () => {
  const screen = new Screen();
  const [victim, honest] = [client(screen), bridge({ type: () => screen.digits })];
  // He can only guess what the browser shows, and cannot have his own digits typed.
  const falseBridge = bridge({ type: async () => '123456' });
  const falseClient = client(new Screen());
  void carry(falseBridge.far, victim.far);
  void carry(honest.far, falseClient.far);
  expect(await honest.outcome).toEqual(failure('pairing.wrongDigits'));
  expect(secretOf(await victim.outcome)).toBeNull();
  expect([...honest.kept, ...falseBridge.kept]).toEqual([]);
});

it('a browser is not taken in by whoever learns the digits too late', async () => {
  const screen = new Screen();
  const victim = client(screen);
  const falseBridge = bridge({ type: async () => '000000' });
  // He commits to something, sees the browser's nonce, and computes the digits only then: the commitment is shut.
  void carry(falseBridge.far, victim.far, (from, frame) =>
    from === 'bridge' && 'p' in frame ? { ...frame, n: 'A'.repeat(43) } : frame,
  );
  expect((await victim.outcome).ok).toBe(false);
});

const change = fc.record({
  from: fc.constantFrom('client' as const, 'bridge' as const),
  at: fc.nat({ max: 2 }),
  how: fc.oneof(
    fc.record({
      kind: fc.constant('bytes' as const),
      field: fc.nat(),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 65 }),
    }),
    fc.record({ kind: fc.constant('bit' as const), field: fc.nat(), bit: fc.nat() }),
    fc.record({ kind: fc.constant('repeat' as const) }),
    fc.record({ kind: fc.constant('extra' as const) }),
    fc.record({ kind: fc.constant('garbage' as const), value: fc.jsonValue().filter((value) => value !== null) }),
  ),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(how: Change['how'], frame: Record<string, unknown>, before: unknown): unknown {
  const names = Object.keys(frame);
  switch (how.kind) {
    case 'repeat':
      return before ?? {};
    case 'extra':
      return { ...frame, extra: 1 };
    case 'garbage':
      return how.value;
    case 'bytes':
      return { ...frame, [names[how.field % names.length] ?? '']: Buffer.from(how.bytes).toString('base64url') };
    case 'bit': {
      const name = names[how.field % names.length] ?? '';
      const bytes = Buffer.from(String(frame[name]), 'base64url');
      const bit = how.bit % (bytes.length * 8);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return { ...frame, [name]: bytes.toString('base64url') };
    }
  }
}

it('whatever is done to one of the frames before the last, neither side pairs', async () => {
  await fc.assert(
    fc.asyncProperty(change, async ({ from: changes, at, how }) => {
      const screen = new Screen();
      const [b, c] = [bridge({ type: () => screen.digits }), client(screen)];
      const count = { client: 0, bridge: 0 };
      let before: unknown;
      void carry(b.far, c.far, (from, frame) => {
        const hit = from === changes && count[from] === at;
        count[from] += 1;
        const sent = hit ? changed(how, frame, before) : frame;
        before = frame;
        return sent;
      });
      const [stored, paired] = await Promise.all([b.outcome, c.outcome]);
      expect([stored.ok, paired.ok, b.kept]).toEqual([false, false, []]);
    }),
    { numRuns: 300 },
  );
});
