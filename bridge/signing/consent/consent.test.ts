import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageClaims } from '../../../shared/protocol/page-claims.js';
import { MemoryDriver } from '../../../test/support/memory-driver.js';
import { page } from '../../../test/support/page-context.js';
import { SigningUnderTest } from '../../../test/support/signing-under-test.js';
import type { Context } from '../context.js';
import type { SignatureRequest } from '../signing.js';

const OWNER = '衡水金保科技有限公司';
const PASSWORD = 'Secret-1';
const LOGIN: PageClaims = { purpose: 'login', company: null, code: null, acted: true };
let template: MemoryDriver;
let bench: SigningUnderTest;

beforeAll(() => {
  template = MemoryDriver.make(OWNER, PASSWORD);
});

beforeEach(() => {
  bench = new SigningUnderTest(template.fresh());
});

const secure = (over: Partial<Context> = {}): Context => page({ origin: 'https://portal.test', secure: true, ...over });

function sign(over: Partial<SignatureRequest> = {}, ctx = secure()) {
  return bench.signing.perform(ctx, bench.request({ input: Buffer.from('登录 20261124'), page: LOGIN, ...over }));
}

async function open(ctx = secure()): Promise<void> {
  bench.prompts.typePassword(PASSWORD);
  expect((await bench.signing.login(ctx, bench.driver.certificate)).ok).toBe(true);
}

const kinds = (): string[] => bench.prompts.shown.map(({ kind }) => kind);
const last = () => bench.prompts.shown.at(-1);
const journalRows = () => {
  const listed = bench.records.page(null, 10);
  return listed.ok ? listed.value.rows : [];
};

describe('a login that needs no question for a while', () => {
  async function remember(): Promise<void> {
    await open();
    bench.prompts.remember();
    expect((await sign()).ok).toBe(true);
  }

  it('is offered in the window, and then spares the next ones, by its name in the record', async () => {
    await remember();
    expect(last()).toHaveProperty('remember', '同意，30 分钟内不再询问');
    expect((await sign({ input: Buffer.from('登录 2') })).ok).toBe(true);
    expect(kinds()).toEqual(['password', 'confirm']);
    expect(journalRows().map((row) => row.kind === 'signature' && row.consent)).toEqual(['remembered', 'window']);
  });

  it.each<[string, Partial<SignatureRequest>, Partial<Context>]>([
    ['an unencrypted page', {}, { secure: false, origin: 'http://portal.test' }],
    ['an embedded page', {}, { ancestors: ['https://outer.test'] }],
    ['a page in which the user has done nothing', { page: { ...LOGIN, acted: false } }, {}],
    ['another purpose', { page: { ...LOGIN, purpose: 'submit' } }, {}],
    ['a page that says nothing', { page: null }, {}],
    ['a digest', { input: Buffer.alloc(20, 0xfe) }, {}],
    ['a digest in hex', { input: Buffer.from('ab'.repeat(16)) }, {}],
    ['a document', { input: Buffer.from('%PDF-1.7 …') }, {}],
    ['a long text', { input: Buffer.from('长'.repeat(37)) }, {}],
    ['a text that is not shown whole', { input: Buffer.from('登录\u200b 2026') }, {}],
    ['a page of another company', { page: { ...LOGIN, company: '别的公司' } }, {}],
  ])('is neither offered nor spared to %s', async (_, over, place) => {
    const ctx = secure(place);
    await open(ctx);
    bench.prompts.agree();
    expect((await sign(over, ctx)).ok).toBe(true);
    expect(last()).not.toHaveProperty('remember');
    // The button that was not there cannot be pressed, and its answer counts for nothing.
    bench = new SigningUnderTest(template.fresh());
    await open(ctx);
    bench.prompts.remember();
    await sign(over, ctx);
    bench.prompts.refuse();
    expect(await sign({ ...over, key: 'another' }, ctx)).toEqual({ ok: false, reason: 'prompt.cancelled' });
  });

  it.each<[string, Partial<SignatureRequest>]>([
    ['a click', { page: { ...LOGIN, acted: false } }],
    ['a login', { page: { ...LOGIN, purpose: 'seal' } }],
    ['a text', { input: Buffer.alloc(32, 0xff) }],
    ['the company', { page: { ...LOGIN, company: '别的公司' } }],
  ])('spares nothing without %s', async (_, over) => {
    await remember();
    bench.prompts.refuse();
    expect(await sign(over)).toEqual({ ok: false, reason: 'prompt.cancelled' });
  });

  it('is one document’s alone', async () => {
    await remember();
    const other = secure({ document: 'd2' });
    bench.prompts.refuse();
    expect((await sign({}, other)).ok).toBe(false);
  });

  it('ends with its half hour and with the token’s login, on a computer that slept, too', async () => {
    await remember();
    bench.clock.sleep(30 * 60_000);
    bench.prompts.refuse();
    expect((await sign()).ok).toBe(false);

    bench = new SigningUnderTest(template.fresh());
    await remember();
    bench.signing.logout(secure(), [...bench.driver.logins][0] ?? '');
    await open();
    bench.prompts.refuse();
    expect((await sign()).ok).toBe(false);
  });
});

describe('a site that was refused three times', () => {
  async function refuse(times: number, ctx = secure()): Promise<void> {
    for (let count = 0; count < times; count += 1) {
      bench.prompts.refuse();
      expect(await sign({}, ctx)).toEqual({ ok: false, reason: 'prompt.cancelled' });
    }
  }

  it('opens no window for ten minutes, whatever it asks', async () => {
    await refuse(3);
    const { driver, signing, prompts } = bench;
    expect(await sign()).toEqual({ ok: false, reason: 'site.paused' });
    expect(await signing.login(secure(), driver.certificate)).toEqual({ ok: false, reason: 'site.paused' });
    expect(await signing.choose(secure(), [])).toEqual({ ok: false, reason: 'site.paused' });
    expect(prompts.shown).toHaveLength(3);
    bench.clock.sleep(10 * 60_000);
    prompts.typePassword(PASSWORD);
    expect((await sign()).ok).toBe(true);
  });

  it('is told, and resumes at once when the user says so; no other site is touched', async () => {
    await refuse(3);
    const place = { pairing: 'p', client: 'c', origin: 'https://portal.test', tab: 1 };
    expect((await bench.signing.tabState(place)).pausedUntil).toBe(
      new Date(bench.clock.now() + 10 * 60_000).toISOString(),
    );
    bench.prompts.typePassword(PASSWORD);
    expect((await sign({}, secure({ origin: 'https://other.test' }))).ok).toBe(true);
    bench.signing.resumeSite(place);
    expect((await bench.signing.tabState(place)).pausedUntil).toBeNull();
    bench.prompts.typePassword(PASSWORD);
    expect((await sign()).ok).toBe(true);
  });

  it('is also what waits in the queue: the fourth window does not open', async () => {
    const asked = Array.from({ length: 5 }, () => sign());
    for (let count = 0; count < 3; count += 1) bench.prompts.refuse();
    expect((await Promise.all(asked)).map((outcome) => !outcome.ok && outcome.reason)).toEqual([
      ...Array<string>(3).fill('prompt.cancelled'),
      ...Array<string>(2).fill('site.paused'),
    ]);
    expect(bench.prompts.shown).toHaveLength(3);
  });

  it('is not made so by time-outs, by pages that leave, or by a password that was given up after a wrong one', async () => {
    for (let count = 0; count < 4; count += 1) {
      bench.prompts.answers.push({ kind: 'timeout' });
      expect((await sign()).ok).toBe(false);
      const gone = new AbortController();
      const left = sign({}, secure({ signal: gone.signal }));
      await expect.poll(() => bench.prompts.shown.length).toBe(2 * count + 2);
      gone.abort();
      expect((await left).ok).toBe(false);
    }
    for (let count = 0; count < 4; count += 1) {
      bench = new SigningUnderTest(template.fresh(), 30, bench.clock);
      bench.prompts.typePassword('wrong');
      bench.prompts.refuse();
      expect(await sign()).toEqual({ ok: false, reason: 'prompt.cancelled' });
    }
    bench.prompts.typePassword(PASSWORD);
    expect((await sign()).ok).toBe(true);
  });

  it('signs nothing that was allowed before, either', async () => {
    bench.prompts.typePassword(PASSWORD);
    await bench.signing.grantSignatures(secure(), bench.driver.certificate, 5);
    for (let count = 0; count < 3; count += 1) {
      bench.prompts.refuse();
      expect((await sign({ input: Buffer.alloc(32, 0xff) })).ok).toBe(false);
    }
    expect(await sign()).toEqual({ ok: false, reason: 'site.paused' });
    expect(bench.driver.signatures).toBe(0);
  });

  it('is one, too, whose windows are taken back again and again', async () => {
    for (let count = 1; count <= 8; count += 1) {
      const gone = new AbortController();
      const asked = sign({}, secure({ signal: gone.signal }));
      await expect.poll(() => bench.prompts.shown.length).toBe(count);
      gone.abort();
      expect((await asked).ok).toBe(false);
    }
    expect(await sign()).toEqual({ ok: false, reason: 'site.paused' });
  });

  it('is asked again once the clock was set back', async () => {
    await refuse(3);
    bench.clock.sleep(-60_000);
    bench.prompts.typePassword(PASSWORD);
    expect((await sign()).ok).toBe(true);
  });

  it('counts anew after an agreement', async () => {
    await refuse(2);
    bench.prompts.typePassword(PASSWORD);
    expect((await sign()).ok).toBe(true);
    await refuse(2);
    bench.prompts.typePassword(PASSWORD);
    expect((await sign()).ok).toBe(true);
  });
});

describe('the company that a page speaks of', () => {
  const about = (company: string | null, code: string | null = null): Partial<SignatureRequest> => ({
    page: { ...LOGIN, company, code },
  });

  it('is not remarked on where it is the certificate’s, whatever the width of its letters', async () => {
    bench.prompts.typePassword(PASSWORD);
    expect((await sign(about('衡水 金保科技有限公司　'))).ok).toBe(true);
    expect(last()?.description).toContain('网页称：用途是「登录」，单位是「衡水 金保科技有限公司 」');
    expect(last()?.description).not.toContain('网页上的单位');
  });

  it('is asked about once where its name differs, and then known, by the next bridge, too', async () => {
    bench.prompts.refuse();
    expect((await sign(about('金保科技'))).ok).toBe(false);
    for (const told of [true, false]) {
      bench.prompts.typePassword(PASSWORD);
      expect((await sign(about('金保科技'))).ok).toBe(true);
      expect(last()?.description?.includes('网页上的单位与证书不同')).toBe(told);
    }
    expect(JSON.parse(bench.companies.content ?? '')).toMatchObject({
      companies: [{ origin: 'https://portal.test', company: '金保科技' }],
    });
    expect(kinds()).toEqual(['password', 'password', 'password']);
  });

  it('that is known to be another one takes a second click, each time, and is not learned', async () => {
    bench.companies.content = JSON.stringify({
      schemaVersion: 1,
      companies: [{ origin: 'https://portal.test', company: '河北甲公司', holders: ['SF91310000'] }],
    });
    bench.prompts.refuse();
    expect(await sign(about('河北甲公司'))).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect(last()).toMatchObject({ kind: 'confirm', title: expect.stringContaining('单位不一致') });
    for (let count = 0; count < 2; count += 1) {
      bench.prompts.agree();
      bench.prompts.typePassword(PASSWORD);
      expect((await sign(about('河北甲公司'))).ok).toBe(true);
    }
    expect(kinds()).toEqual(['confirm', 'confirm', 'password', 'confirm', 'password']);
  });

  it('is asked about, though many signatures were allowed in advance', async () => {
    bench.prompts.typePassword(PASSWORD);
    await bench.signing.grantSignatures(secure(), bench.driver.certificate, 5);
    expect((await sign(about(OWNER))).ok).toBe(true);
    bench.prompts.refuse();
    expect(await sign(about('别的公司'))).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect(kinds()).toEqual(['password', 'confirm']);
  });

  it('of one site says nothing of another’s', async () => {
    for (const origin of ['https://portal.test', 'https://other.test']) {
      bench.prompts.typePassword(PASSWORD);
      expect((await sign(about('金保科技'), secure({ origin }))).ok).toBe(true);
      expect(last()?.description).toContain('网页上的单位与证书不同');
    }
  });

  it('is asked about each time where nothing can be kept, and nothing is written over what cannot be read', async () => {
    bench.companies.broken = true;
    for (let count = 0; count < 2; count += 1) {
      bench = new SigningUnderTest(template.fresh());
      bench.companies.broken = true;
      bench.prompts.typePassword(PASSWORD);
      expect((await sign(about('金保科技'))).ok).toBe(true);
      expect(last()?.description).toContain('网页上的单位与证书不同');
    }
    expect(bench.events.join()).toContain('companies.failed');
    bench.companies.broken = false;
    bench.prompts.typePassword(PASSWORD);
    await sign(about('再一个公司'));
    expect(bench.companies.content).toBeNull();
  });

  it('starts anew where the file is damaged, which is kept aside', async () => {
    bench.companies.content = '{"schemaVersion":1,"companies":[{"or';
    bench.prompts.typePassword(PASSWORD);
    expect((await sign(about('金保科技'))).ok).toBe(true);
    expect(bench.companies.asides).toBe(1);
    expect(bench.companies.content).toContain('金保科技');
  });
});

it('learns nothing that would make the file unreadable', async () => {
  for (const company of ['\u200b', '\ufdfa'.repeat(100), '金保科技']) {
    bench.prompts.typePassword(PASSWORD);
    expect((await sign({ page: { ...LOGIN, company } })).ok).toBe(true);
  }
  expect(JSON.parse(bench.companies.content ?? '')).toMatchObject({ companies: [{ company: '金保科技' }] });
  const { content } = bench.companies;
  bench = new SigningUnderTest(template.fresh());
  bench.companies.content = content;
  bench.prompts.typePassword(PASSWORD);
  await sign({ page: { ...LOGIN, company: '金保科技' } });
  expect([bench.companies.asides, last()?.description?.includes('网页上的单位与证书不同')]).toEqual([0, false]);
});

it('lets the user’s own windows come, and come first, however many pages wait', async () => {
  const open = sign({}, secure({ origin: 'https://c.test' }));
  await expect.poll(() => bench.prompts.shown.length).toBe(1);
  const sites = ['https://a.test', 'https://b.test'].flatMap((origin) => Array<string>(5).fill(origin));
  const waiting = sites.map((origin) => sign({}, secure({ origin })));
  for (const fifth of [waiting[4], waiting[9]]) expect(await fifth).toEqual({ ok: false, reason: 'prompt.busy' });
  const granted = bench.signing.grantSignatures(secure({ origin: 'https://c.test' }), bench.driver.certificate, 2);
  bench.prompts.impatient = true;
  expect(await sign({}, secure({ origin: 'https://d.test' }))).toEqual({ ok: false, reason: 'prompt.busy' });
  bench.prompts.answerOpen({ kind: 'cancelled' });
  await Promise.all([open, granted, ...waiting]);
  expect(bench.prompts.shown[1]?.title).toContain('连续签名');
});

it('writes down what the page called its purpose, and `other` where it called none', async () => {
  for (const claims of [LOGIN, { ...LOGIN, purpose: 'seal' as const }, { ...LOGIN, purpose: null }, null]) {
    bench.prompts.typePassword(PASSWORD);
    expect((await sign({ page: claims })).ok).toBe(true);
  }
  const purposes = journalRows().map((row) => row.kind === 'signature' && row.purpose);
  expect(purposes).toEqual(['other', 'other', 'seal', 'login']);
});
