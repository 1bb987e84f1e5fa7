import { createHash, verify } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { failure, type Result } from '../../shared/protocol/reasons.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { MemoryDisk, memoryRecords } from '../../test/support/memory-disk.js';
import { MemoryDriver } from '../../test/support/memory-driver.js';
import { page } from '../../test/support/page-context.js';
import { SigningUnderTest } from '../../test/support/signing-under-test.js';
import type { Prompts } from '../ports.js';
import { siteScope } from './context.js';

const PASSWORD = 'Secret-1';
const DOCUMENT = page({ origin: 'https://portal.test', secure: true });
const KEEP_MS = 10 * 60_000;
const KEYS = 4;
/** More in a long run: RECORDS_RUNS=20000. */
const RUNS = Number(process.env.RECORDS_RUNS ?? 400);

/** How a bridge's process ends: at a step of its disk, or beside the token. */
type Death =
  | { readonly at: 'disk'; readonly step: number }
  | { readonly at: 'beforeSigning' | 'afterSigning'; readonly nth: number };

interface Ask {
  readonly key: number;
  readonly content: number;
}

interface Run {
  readonly asks: readonly Ask[];
  /** What the user does when asked whether to sign again, and for consent. */
  readonly again: boolean;
  readonly consents: boolean;
  readonly death: Death | null;
  /** What a loss of power leaves of unsynced bytes; null where only the process dies. */
  readonly power: { readonly kept: number } | null;
  /** The token signs, and its driver's process dies before it can say so. */
  readonly childDies: boolean;
  /** What takes longer to be on disk than the rest. */
  readonly slow: 'journal' | 'results';
}

interface Made extends Ask {
  readonly time: number;
}

const textOf = ({ key, content }: Ask): string => `键${key}文${content}`;
const digestOf = (ask: Ask): string => createHash('sha1').update(textOf(ask)).digest('hex');
const recordedKey = (key: number): string =>
  createHash('sha256')
    .update(`${siteScope(DOCUMENT)}key-${key}`)
    .digest('hex');
const BY_DIGEST = new Map(
  Array.from({ length: KEYS * 2 }, (_, index): Ask => ({ key: index >> 1, content: index & 1 })).map((ask) => [
    digestOf(ask),
    ask,
  ]),
);

/** A token that outlives its bridges, a disk that keeps what they wrote, and a user with a script. */
class World {
  readonly clock = new FakeClock();
  disk = new MemoryDisk();
  readonly made: Made[] = [];
  readonly answered: (Made & { readonly signature: string })[] = [];
  readonly broken: string[] = [];
  private readonly token: MemoryDriver;
  private tested: SigningUnderTest;
  private run: Run | null = null;
  private agreed = new Set<string>();
  private calls = 0;
  private die: () => void = () => undefined;

  constructor(template: MemoryDriver) {
    this.token = template.fresh();
    this.tested = this.start();
  }

  grant(count: number): Promise<Result<void>> {
    this.run = null;
    return this.tested.signing.grantSignatures(DOCUMENT, this.token.certificate, count);
  }

  async perform(run: Run): Promise<void> {
    const { tested, disk } = this;
    [this.run, this.calls, this.agreed] = [run, 0, new Set()];
    const died = new Promise<'died'>((resolve) => {
      this.die = () => {
        disk.dieIn = 0;
        resolve('died');
      };
    });
    disk.slow = (name) => name.startsWith(run.slow);
    if (run.death?.at === 'disk') disk.dieIn = run.death.step;
    const asked = run.asks.map(async (ask) => {
      const input = Buffer.from(textOf(ask));
      const request = { ...tested.request(), key: `key-${ask.key}`, input };
      const outcome = await tested.signing.perform({ ...DOCUMENT, signal: new AbortController().signal }, request);
      // What a dead process would say is heard by nobody.
      if (outcome.ok && !disk.dead) this.hear(ask, outcome.value);
    });
    await Promise.race([Promise.all(asked), died]);
    if (run.death && !disk.dead) disk.dieIn = Number.POSITIVE_INFINITY;
    if (disk.dead) this.restart(run.power);
  }

  restart(power: Run['power']): void {
    this.token.lose();
    this.disk = this.disk.afterDeath(power);
    this.tested = this.start();
  }

  /** The journal as another bridge would find it after a loss of power in this moment. */
  durable() {
    const report = memoryRecords(this.clock, this.disk.afterDeath({ kept: 0 })).report();
    if (!report.ok) throw new Error(report.reason);
    return report.value;
  }

  private isKept(key: number): boolean {
    return this.answered.some((before) => before.key === key && this.clock.now() - before.time < KEEP_MS);
  }

  private start(): SigningUnderTest {
    const { disk, token } = this;
    const driver = Object.create(token) as MemoryDriver;
    driver.sign = (...args) => this.sign(disk, args);
    const tested = new SigningUnderTest(driver, 30, this.clock, disk);
    const answers: Prompts = {
      password: async () =>
        this.run?.consents === false ? { kind: 'cancelled' } : { kind: 'answered', value: Buffer.from(PASSWORD) },
      confirm: async ({ description }) => {
        const isQuestion = description.includes('不确定上次是否已签成');
        if (isQuestion && this.run?.again) this.agreed.add(/「(.+)」/.exec(description)?.[1] ?? '');
        const agrees = isQuestion ? this.run?.again : this.run?.consents;
        return agrees ? { kind: 'answered', value: true } : { kind: 'cancelled' };
      },
      newPassword: async () => ({ kind: 'cancelled' }),
      entry: async () => ({ kind: 'cancelled' }),
      choose: async () => ({ kind: 'cancelled' }),
      notice: async () => undefined,
      available: async () => ({ password: true, confirm: true }),
    };
    Object.assign(tested.prompts, answers);
    return tested;
  }

  private async sign(disk: MemoryDisk, args: Parameters<MemoryDriver['sign']>): Promise<Result<Buffer>> {
    if (disk.dead) return this.dead(disk);
    const [, , , digest] = args;
    const ask = BY_DIGEST.get(digest.toString('hex'));
    if (!ask) throw new Error('nobody has asked for this');
    this.calls += 1;
    const { death = null, childDies = false } = this.run ?? {};
    const dies = (at: Death['at']) => death?.at !== 'disk' && death?.at === at && death.nth === this.calls;
    if (dies('beforeSigning')) return this.dead(disk);
    const outcome = await this.token.sign(...args);
    if (outcome.ok) this.note(ask);
    if (dies('afterSigning')) return this.dead(disk);
    return childDies ? failure('driver.crashed') : outcome;
  }

  /** The process that has the disk is gone; one before it may still have had something to say. */
  private dead(disk: MemoryDisk): Promise<never> {
    if (disk === this.disk) this.die();
    return new Promise(() => undefined);
  }

  /** The token has made a signature. */
  private note(ask: Ask): void {
    const now = this.clock.now();
    const ofKey = this.made.filter(({ key }) => key === ask.key);
    const recent = ofKey.some(({ time }) => now - time < KEEP_MS);
    if (recent && !this.agreed.has(textOf(ask))) this.broken.push(`${textOf(ask)} was signed again without a question`);
    this.made.push({ ...ask, time: now });
    const intents = this.durable().sound.filter(
      ({ value }) => value.kind === 'intent' && value.key === recordedKey(ask.key),
    );
    if (intents.length <= ofKey.length) this.broken.push(`${textOf(ask)} was signed with no intent on disk`);
  }

  /** The page has got a signature. */
  private hear(ask: Ask, signature: Buffer): void {
    const now = this.clock.now();
    if (!verify('sha1', Buffer.from(textOf(ask)), this.token.publicKey, signature)) {
      this.broken.push(`${textOf(ask)} was answered with a signature of something else`);
    }
    const other = this.answered.find(
      ({ key, time, signature: before }) =>
        key === ask.key && now - time < KEEP_MS && before !== signature.toString('hex'),
    );
    if (other) this.broken.push(`key ${ask.key} got two answers`);
    const hex = signature.toString('hex');
    // Counted from the first time: the answer is kept from when the signature was made.
    const again = this.answered.some((before) => before.key === ask.key && before.signature === hex);
    if (!again || !this.isKept(ask.key)) this.answered.push({ ...ask, time: now, signature: hex });
    const { sound } = this.durable();
    const seqs = sound.filter(({ value }) => value.key === recordedKey(ask.key)).map(({ seq }) => seq);
    const recorded = sound.some(({ value }) => value.kind === 'signed' && seqs.includes(Number(value.of)));
    if (!recorded) this.broken.push(`${textOf(ask)} was answered and is not on record`);
  }
}

type Command = fc.AsyncCommand<object, World>;

function command(name: string, run: (world: World) => Promise<unknown>): Command {
  return {
    check: () => true,
    toString: () => name,
    async run(_, world) {
      await run(world);
      expect(world.broken).toEqual([]);
      const { findings } = world.durable();
      expect(findings.filter(({ kind }) => kind !== 'torn')).toEqual([]);
    },
  };
}

const ask = fc.record({ key: fc.nat(KEYS - 1), content: fc.integer({ min: 0, max: 1 }) });
const death: fc.Arbitrary<Death> = fc.oneof(
  fc.record({ at: fc.constant('disk' as const), step: fc.integer({ min: 1, max: 24 }) }),
  fc.record({
    at: fc.constantFrom('beforeSigning' as const, 'afterSigning' as const),
    nth: fc.integer({ min: 1, max: 3 }),
  }),
);
const usually = fc.integer({ min: 0, max: 5 }).map((die) => die > 0);
const run: fc.Arbitrary<Run> = fc.record({
  asks: fc.array(ask, { minLength: 1, maxLength: 4 }),
  again: fc.boolean(),
  consents: usually,
  death: fc.option(death),
  power: fc.option(fc.record({ kept: fc.oneof(fc.constant(0), fc.nat(900)) })),
  childDies: usually.map((lives) => !lives),
  slow: fc.constantFrom('journal', 'results'),
});
const perform = run.map((each) => command(`perform(${JSON.stringify(each)})`, (world) => world.perform(each)));

const COMMANDS: fc.Arbitrary<Command>[] = [
  // Most of what happens.
  perform,
  perform,
  perform,
  perform,
  fc.integer({ min: 1, max: 5 }).map((count) => command(`grant(${count})`, (world) => world.grant(count))),
  fc
    .constantFrom(1, 4, 9, 11)
    .map((minutes) => command(`advance(${minutes})`, async (world) => world.clock.advance(minutes * 60_000))),
  fc.constant(command('restart', async (world) => world.restart(null))),
  fc.integer({ min: 0, max: 2_500 }).map((bytes) =>
    command(`room(${bytes})`, async ({ disk }) => {
      disk.free = bytes;
    }),
  ),
  fc.constant(
    command('room', async ({ disk }) => {
      disk.free = Number.POSITIVE_INFINITY;
    }),
  ),
];

let template: MemoryDriver;
beforeAll(() => {
  template = MemoryDriver.make('衡水金保科技有限公司', PASSWORD);
});

it(
  'whatever dies, a signature has its intent, an answer its record, a key one answer, and nothing is signed again unasked',
  async () => {
    const seen = { made: 0, answered: 0, torn: 0 };
    await fc.assert(
      fc.asyncProperty(fc.commands(COMMANDS, { maxCommands: 25 }), async (commands) => {
        const world = new World(template);
        await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
        seen.made += world.made.length;
        seen.answered += world.answered.length;
        seen.torn += world.durable().findings.length;
      }),
      { numRuns: RUNS },
    );
    // It did happen.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(3);
  },
  60_000 + RUNS * 50,
);
