import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Result } from '../../shared/protocol/reasons.js';
import { MemoryDriver, type MemoryToken } from '../../test/support/memory-driver.js';
import { page } from '../../test/support/page-context.js';
import { SigningUnderTest } from '../../test/support/signing-under-test.js';
import type { ConfirmWindow, Prompts, WindowAnswer } from '../ports.js';
import { type Context, documentScope } from './context.js';

const PASSWORD = 'Secret-1';
const LIFETIME_MS = 30 * 60_000;
const DOCUMENTS: readonly Context[] = [
  page(),
  page({ document: 'd2' }),
  page({ origin: 'http://other.test', tab: 2, document: 'd3' }),
];
/**
 * What a user does in a window: types, refuses, answers late, answers after the driver has lost its login, or answers
 * to a token that takes its time.
 */
const ACTS = ['right', 'wrong', 'refuse', 'late', 'lost', 'slow'] as const;
type Act = (typeof ACTS)[number];

const MINUTE = 60_000;
/** Minutes in which no page gets a password window, by the dialogues in a row with wrong ones and no right one. */
const PAUSES = [0, 0, 1, 2, 4, 8, 10];

/** Who may use the token's login, as the rules say it, and what was typed wrong. */
interface Model {
  holder: { readonly document: Context; readonly until: number } | null;
  wrong: { readonly dialogues: number; readonly last: number };
}

/** The product around one token, and a user who answers its windows by a script. */
class World {
  readonly tested: SigningUnderTest;
  readonly driver: MemoryDriver;
  readonly broken: string[] = [];
  typed = 0;
  /** The password of the request under way was right. */
  unlocked = false;
  private script: Act[] = [];
  /** Passwords typed for the request under way that have not reached the token yet. */
  private tickets = 0;
  private consents = 0;
  /** Time passes in the token's next operation. */
  private slow = false;
  private asking: Context | null = null;

  constructor(
    template: MemoryDriver,
    readonly kind: Partial<MemoryToken>,
    readonly model: Model,
  ) {
    this.driver = template.fresh(kind);
    this.tested = new SigningUnderTest(this.driver);
    this.answerWindows();
    this.watchDriver();
  }

  get held(): Model['holder'] {
    const { holder } = this.model;
    return holder && this.tested.clock.now() < holder.until ? holder : null;
  }

  get paused(): boolean {
    const { dialogues, last } = this.model.wrong;
    return this.tested.clock.now() < last + (PAUSES[dialogues] ?? 10) * MINUTE;
  }

  /** Runs one request of `document`; answers with what reached the token meanwhile. */
  async request<T>(
    document: Context | null,
    script: readonly Act[],
    run: () => Promise<Result<T>>,
  ): Promise<{ readonly outcome: Result<T> } & Record<'tried' | 'wrong' | 'signed', number>> {
    const before = { ...this.driver };
    this.script = [...script];
    [this.tickets, this.consents, this.unlocked, this.slow, this.asking] = [0, 0, false, false, document];
    const paused = document !== null && this.paused;
    const outcome = await run();
    const wrong = this.driver.wrong - before.wrong;
    this.count(outcome, document, wrong);
    if (paused && this.driver.tried > before.tried) this.broken.push('a password taken from a page in a pause');
    if (!paused && !outcome.ok && outcome.reason === 'password.coolDown') this.broken.push('a pause without a reason');
    if (wrong > 2) this.broken.push('more than two wrong passwords in one dialogue');
    return {
      outcome,
      wrong,
      tried: this.driver.tried - before.tried,
      signed: this.driver.signatures - before.signatures,
    };
  }

  lose(): void {
    this.driver.lose();
    this.model.holder = null;
  }

  /** The user's own change is in no row, but the right password ends one. */
  private count(outcome: Result<unknown>, document: Context | null, wrong: number): void {
    const now = this.tested.clock.now();
    const { dialogues, last } = this.model.wrong;
    // The try that locks a token needs no pause after it: there is nothing left to guess.
    const locked = !outcome.ok && outcome.reason === 'password.locked' ? 1 : 0;
    const right = this.unlocked || (document === null && outcome.ok);
    if (right) this.model.wrong = { dialogues: 0, last: 0 };
    else if (document && wrong > locked) {
      this.model.wrong = { dialogues: now - last < 60 * MINUTE ? dialogues + 1 : 1, last: now };
    }
  }

  private answerWindows(): void {
    const { prompts } = this.tested;
    const answered: Prompts = {
      password: async () => this.password(),
      newPassword: async () => this.password(),
      confirm: async (window) => this.confirm(window),
      choose: async () => ({ kind: 'cancelled' }),
      entry: async () => ({ kind: 'cancelled' }),
      notice: async () => undefined,
      available: async () => ({ password: true, confirm: true }),
    };
    Object.assign(prompts, answered);
  }

  private act(): 'right' | 'wrong' | 'refuse' {
    const act = this.script.shift() ?? 'refuse';
    if (act === 'late') this.tested.clock.advance(25 * 60_000);
    if (act === 'lost') this.lose();
    if (act === 'slow') this.slow = true;
    return act === 'wrong' || act === 'refuse' ? act : 'right';
  }

  private password(): WindowAnswer<Buffer> {
    if (this.asking && this.paused) this.broken.push('a password window of a page in a pause');
    const act = this.act();
    if (act === 'refuse') return { kind: 'cancelled' };
    this.typed += 1;
    this.tickets += 1;
    this.consents += 1;
    return { kind: 'answered', value: Buffer.from(act === 'right' ? PASSWORD : `wrong-${this.typed}`) };
  }

  private confirm({ description }: ConfirmWindow): WindowAnswer<true> {
    // The warning of the last try asks for courage, not for a password.
    if (description.includes('解锁证书')) return { kind: 'answered', value: true };
    const act = this.act();
    if (act === 'refuse') return { kind: 'cancelled' };
    this.consents += 1;
    if (description.includes('按键')) {
      if (this.asking && this.paused) this.broken.push('a password window of a page in a pause');
      this.typed += 1;
      this.tickets += 1;
      this.driver.keys.push(act === 'right' ? PASSWORD : `wrong-${this.typed}`);
    }
    return { kind: 'answered', value: true };
  }

  /** What falls due meanwhile reaches the driver while its operation is under way, and so the token after it. */
  private passTime(): void {
    if (this.slow) this.tested.clock.advance(LIFETIME_MS);
    this.slow = false;
  }

  private watchDriver(): void {
    const login = this.driver.login.bind(this.driver);
    this.driver.login = async (...args) => {
      if (this.tickets === 0) this.broken.push('a try that nobody has typed for this request');
      this.tickets -= 1;
      const outcome = await login(...args);
      this.passTime();
      this.unlocked = outcome.ok;
      return outcome;
    };
    const sign = this.driver.sign.bind(this.driver);
    this.driver.sign = async (...args) => {
      const own = this.held !== null && this.held.document === this.asking;
      if (!this.unlocked && !own) this.broken.push('a signature by a login that is not the asker’s');
      if (this.kind.signOnce && !this.unlocked) this.broken.push('a second signature by one login');
      if (this.consents === 0) this.broken.push('a signature without consent');
      const outcome = await sign(...args);
      this.passTime();
      return outcome;
    };
  }
}

type Command = fc.AsyncCommand<Model, World>;

function command(name: string, run: (model: Model, world: World) => Promise<void>): Command {
  return {
    check: () => true,
    toString: () => name,
    async run(model, world) {
      await run(model, world);
      check(world);
    },
  };
}

/** What holds after every command. */
function check(world: World): void {
  const { tested, driver, held, broken, typed } = world;
  expect(broken).toEqual([]);
  for (const document of DOCUMENTS) {
    expect(tested.signing.holdsLogin(document, driver.token)).toBe(held?.document === document);
  }
  expect(driver.logins.size).toBe(held ? 1 : 0);
  expect(driver.wrong).toBeLessThanOrEqual(typed);
}

const document = fc.constantFrom(...DOCUMENTS);
const script = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...ACTS), { maxLength: 3 }) },
  // A dialogue of wrong passwords, to its end or left before: chance alone makes too few in a row.
  { weight: 1, arbitrary: fc.constantFrom<Act[]>(['wrong', 'wrong'], ['wrong', 'refuse']) },
);

const REQUESTS: fc.Arbitrary<Command>[] = [
  fc.tuple(document, script).map(([asking, acts]) =>
    command(`login(${asking.document}, ${acts})`, async (model, world) => {
      const { signing, clock } = world.tested;
      const { outcome, tried } = await world.request(asking, acts, () =>
        signing.login(asking, world.driver.certificate),
      );
      expect(outcome.ok).toBe(world.unlocked);
      if (outcome.ok) model.holder = { document: asking, until: clock.now() + LIFETIME_MS };
      else if (tried > 0) model.holder = null;
    }),
  ),
  fc.tuple(document, script).map(([asking, acts]) =>
    command(`sign(${asking.document}, ${acts})`, async (model, world) => {
      const { tested } = world;
      const { outcome, tried, wrong, signed } = await world.request(asking, acts, () =>
        tested.signing.perform(asking, tested.request()),
      );
      expect(signed).toBe(outcome.ok ? 1 : 0);
      if (world.unlocked) expect(outcome.ok).toBe(true);
      // A right password of the holder's own, for a certificate that signs once a login, leaves the login as it is.
      const own = model.holder?.document === asking && wrong === 0;
      if (tried > 0 && !(outcome.ok && own)) model.holder = null;
    }),
  ),
];

const COMMANDS: fc.Arbitrary<Command>[] = [
  // Most of what happens.
  ...REQUESTS,
  ...REQUESTS,
  ...REQUESTS,
  script.map((acts) =>
    command(`change(${acts})`, async (model, world) => {
      const { signing } = world.tested;
      const { tried } = await world.request(null, acts, () =>
        signing.changePassword(world.driver.token, new AbortController().signal),
      );
      if (tried > 0) model.holder = null;
    }),
  ),
  fc
    .integer({ min: 1, max: 40 })
    .map((minutes) => command(`advance(${minutes})`, async (_, world) => world.tested.clock.advance(minutes * 60_000))),
  document.map((closing) =>
    command(`close(${closing.document})`, async (model, world) => {
      world.tested.signing.endLogins((scope) => scope === documentScope(closing));
      if (model.holder?.document === closing) model.holder = null;
    }),
  ),
  document.map((leaving) =>
    command(`logout(${leaving.document})`, async (model, world) => {
      world.tested.signing.logout(leaving, world.driver.token);
      if (world.held?.document === leaving) model.holder = null;
    }),
  ),
  fc.constant(command('lose', async (_, world) => world.lose())),
  fc.constant(
    command('pull', async (model, world) => {
      world.driver.pull();
      model.holder = null;
    }),
  ),
  fc.constant(command('plug', async (_, world) => world.driver.plug())),
];

let template: MemoryDriver;
beforeAll(() => {
  template = MemoryDriver.make('衡水金保科技有限公司', PASSWORD);
});

it('no login is used by anybody else, outlives its time or is made without a typed password', async () => {
  const kind = fc.record({
    tells: fc.constantFrom('nothing', 'flags', 'number'),
    onToken: fc.boolean(),
    signOnce: fc.boolean(),
    maxTries: fc.constantFrom(3, 50),
  }) as fc.Arbitrary<Partial<MemoryToken>>;
  await fc.assert(
    fc.asyncProperty(kind, fc.commands(COMMANDS, { maxCommands: 40 }), async (token, commands) => {
      const setup = () => {
        const model: Model = { holder: null, wrong: { dialogues: 0, last: 0 } };
        return { model, real: new World(template, token, model) };
      };
      await fc.asyncModelRun(setup, commands);
    }),
    { numRuns: 500 },
  );
}, 60_000);
