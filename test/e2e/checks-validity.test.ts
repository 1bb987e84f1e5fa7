import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FakePkcs11 } from '../tokens/build-fake.js';
import { type FakeBench, fakeBench } from '../tokens/fake-bench.js';
import { ChecksInPopup } from './checks-view.js';
import { type Stack, startStack } from './harness.js';

const DAY_MS = 86_400_000;
const COMPANY = '衡水金保科技有限公司';

let bench: FakeBench;
let fake: FakePkcs11;
let stack: Stack;
let checks: ChecksInPopup;

beforeAll(async () => {
  bench = await fakeBench();
  fake = await bench.fake({ slots: [null] });
  stack = await startStack({
    settings: { demo: false, 'tokens.modules': [fake.module], 'tokens.findModules': false },
  });
  checks = new ChecksInPopup(await stack.popup());
});

afterAll(async () => {
  await stack.close();
  await bench.close();
});

/** A token of that company with a certificate between two days, counted from now. */
function lasting(from: number, to: number, company = COMPANY) {
  const day = (days: number): Date => new Date(Date.now() + days * DAY_MS);
  return bench.token(company, { notBefore: day(from), notAfter: day(to) });
}

/** Pulls the token out for something else, and waits until it is missed. */
async function plug(...slots: readonly Awaited<ReturnType<typeof lasting>>[]): Promise<void> {
  await fake.rewrite({ slots: [] });
  await checks.finds('token', 'token.none');
  await fake.rewrite({ slots });
}

it.each([
  [40, 'within60'],
  [20, 'within30'],
  [5, 'within7'],
  [-20, 'expired'],
] as const)('a certificate that ends in %d days is %s, and renewed it is well', async (days, code) => {
  const old = await lasting(-300, days);
  await plug(old);
  const found = await checks.finds('validity', code);
  expect(found.facts).toMatchObject({ owner: COMPANY, days: Math.max(days, 0) });
  await checks.says(found);
  // Renewing leaves the old certificate beside the new one.
  const renewed = await lasting(-1, 364);
  await plug({ ...renewed, objects: [...(old.objects ?? []), ...(renewed.objects ?? [])] });
  await checks.finds('validity', 'valid');
});

it('a certificate that begins later is told with its day, and one that has begun is well', async () => {
  await plug(await lasting(5, 90));
  const found = await checks.finds('validity', 'early');
  expect(found.facts).toMatchObject({ owner: COMPANY, from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string });
  await checks.says(found);
  await plug(await lasting(-1, 90));
  await checks.finds('validity', 'valid');
});

it('of two companies the one that has expired is named, and stops nobody; renewed, nothing is said of it', async () => {
  const own = await lasting(-1, 300);
  const other = '衡水腾飞商贸有限公司';
  await plug(own, await lasting(-300, -20, other));
  const found = await checks.finds('validity', 'otherExpired');
  expect(found.facts).toMatchObject({ owner: other });
  await checks.saysInDiagnosis(found);
  await plug(own, await lasting(-1, 300, other));
  await checks.finds('validity', 'valid');
});
