import { beforeAll, beforeEach, expect, it } from 'vitest';
import { MemoryDriver } from '../../../test/support/memory-driver.js';
import { page } from '../../../test/support/page-context.js';
import { SigningUnderTest } from '../../../test/support/signing-under-test.js';
import type { Context } from '../context.js';

const PASSWORD = 'Secret-1';
const PLACE = { pairing: 'p', client: 'c', origin: 'http://portal.test', tab: 1 };
let templates: MemoryDriver[];
let drivers: [MemoryDriver, MemoryDriver];
let bench: SigningUnderTest;

beforeAll(() => {
  templates = [MemoryDriver.make('甲公司', PASSWORD), MemoryDriver.make('乙公司', PASSWORD)];
});

beforeEach(() => {
  const [first, second] = templates.map((template) => template.fresh());
  if (!first || !second) throw new Error('two tokens');
  drivers = [first, second];
  bench = new SigningUnderTest(first, 30, undefined, undefined, [second]);
});

function sign(which: 0 | 1, over: Partial<Context> = {}) {
  return bench.signing.perform(page(over), bench.request({ certificate: drivers[which].certificate }));
}

async function signed(which: 0 | 1, over: Partial<Context> = {}): Promise<void> {
  bench.prompts.typePassword(PASSWORD);
  expect((await sign(which, over)).ok).toBe(true);
}

const OTHER = { ok: false, reason: 'certificate.otherInTab' };

it('a tab that has signed with one certificate is refused another one, with no window, in its next pages too', async () => {
  await signed(0);
  expect(await sign(1)).toEqual(OTHER);
  expect(await sign(1, { document: 'd2' })).toEqual(OTHER);
  expect(await bench.signing.login(page(), drivers[1].certificate)).toEqual(OTHER);
  expect([bench.prompts.shown.length, drivers[1].signatures]).toEqual([1, 0]);
  await signed(0, { document: 'd2' });
});

it('a login binds the tab as a signature does, and one that fails does not', async () => {
  bench.prompts.refuse();
  expect((await sign(1)).ok).toBe(false);
  bench.prompts.typePassword(PASSWORD);
  expect((await bench.signing.login(page(), drivers[0].certificate)).ok).toBe(true);
  expect(await sign(1)).toEqual(OTHER);
});

it('other tabs, sites and browsers are free', async () => {
  await signed(0);
  for (const over of [{ tab: 2 }, { origin: 'http://other.test' }, { client: 'd' }, { pairing: 'q' }]) {
    await signed(1, over);
  }
});

it('the user is told which one the tab wants, and changes it by one click', async () => {
  expect(await bench.signing.tabState(PLACE)).toMatchObject({ bound: null, wanted: null });
  await signed(0);
  await sign(1);
  expect(await bench.signing.tabState(PLACE)).toMatchObject({
    bound: { certificate: drivers[0].certificate, owner: '甲公司' },
    wanted: { certificate: drivers[1].certificate, owner: '乙公司' },
  });
  expect(bench.signing.rebindTab(PLACE, 'f'.repeat(64))).toEqual({ ok: false, reason: 'certificate.notFound' });
  expect(bench.signing.rebindTab(PLACE, drivers[1].certificate).ok).toBe(true);
  expect(await bench.signing.tabState(PLACE)).toMatchObject({ bound: { owner: '乙公司' }, wanted: null });
  await signed(1);
  expect(await sign(0)).toEqual(OTHER);
});

it('signatures that were allowed in advance are not for another certificate, nor taken after a change', async () => {
  const secure = { secure: true, origin: 'https://portal.test' };
  bench.prompts.typePassword(PASSWORD);
  await bench.signing.login(page(secure), drivers[0].certificate);
  bench.prompts.agree();
  expect((await bench.signing.grantSignatures(page(secure), drivers[0].certificate, 3)).ok).toBe(true);
  expect((await sign(0, secure)).ok).toBe(true);
  expect(await sign(1, secure)).toEqual(OTHER);
  bench.signing.rebindTab({ ...PLACE, origin: 'https://portal.test' }, drivers[1].certificate);
  expect(await sign(0, secure)).toEqual(OTHER);
});

it('is forgotten when the browser has started anew, and with its connection; not while it runs on', async () => {
  const client = { pairing: 'p', client: 'c' };
  bench.signing.browserRuns(client, 'first');
  await signed(0);
  bench.signing.browserRuns(client, 'first');
  bench.signing.browserRuns({ ...client, pairing: 'q' }, 'second');
  bench.signing.pairingRevoked('q');
  expect(await sign(1)).toEqual(OTHER);
  bench.signing.browserRuns(client, 'second');
  await signed(1);
  bench.signing.pairingRevoked('p');
  await signed(0);
});

it('that has signed with its own certificate again wants no other one', async () => {
  await signed(0);
  await sign(1);
  await signed(0);
  expect(await bench.signing.tabState(PLACE)).toMatchObject({ bound: { owner: '甲公司' }, wanted: null });
});

it('is refused when the change came while the window of the other one was waiting', async () => {
  const first = sign(0);
  const second = sign(1);
  bench.prompts.typePassword(PASSWORD);
  expect((await first).ok).toBe(true);
  expect(await second).toEqual(OTHER);
});
