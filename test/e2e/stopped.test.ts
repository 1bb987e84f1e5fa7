import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stopProcess } from '../../bridge/tokens/testing/processes.js';
import { REASONS } from '../../shared/protocol/reasons.js';
import { reasonSentence } from '../../shared/text/reasons.js';
import { type CountedStack, startCountedStack } from './counted-stack.js';
import { bindDirectly, click, loginOutcome, showCaLogin } from './portal-stack.js';

/** A minute in a long run: STOPPED_SECONDS=60. */
const STOPPED_MS = Number(process.env.STOPPED_SECONDS ?? 5) * 1_000;
const SENTENCES = REASONS.map((reason) => reasonSentence('zh-CN', reason));

let stack: CountedStack;

beforeAll(async () => {
  // A signature takes a second, so that the bridge can be stopped in the middle of it.
  stack = await startCountedStack({ faults: { C_Sign: { milliseconds: 1_000 } } });
  await bindDirectly(stack);
});

afterAll(() => stack.close());

/** The bridge does nothing for a while, as on a computer that sleeps or swaps. */
async function standStill(): Promise<void> {
  const { pid } = stack.bridge;
  await stopProcess(pid);
  await delay(STOPPED_MS);
  process.kill(pid, 'SIGCONT');
}

async function openLogin(): Promise<Page> {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  return page;
}

/** Either is sound; what is not is a login that hangs, a failure nobody explains, or a second signature. */
async function expectSound(page: Page): Promise<void> {
  const ended = await loginOutcome(page);
  if (ended !== 'home') expect(SENTENCES.filter((sentence) => ended.includes(sentence))).toHaveLength(1);
  await page.close();
  const again = await openLogin();
  stack.windows.answerAll((open) => open.password(stack.password));
  await click(again, '#ca-login');
  expect(await loginOutcome(again)).toBe('home');
  stack.windows.answerAll(null);
  await again.close();
  const { intents, signed } = stack.recorded();
  const made = (await stack.calls()).filter((name) => name === 'C_Sign').length;
  expect(new Set(intents.map(({ key }) => key)).size).toBe(intents.length);
  expect([made, signed.size]).toEqual([intents.length, intents.length]);
  process.stdout.write(`after ${STOPPED_MS / 1_000} s: ${ended}; ${intents.length} intents, ${made} C_Sign\n`);
}

it(
  'a bridge that stands still while its window is open',
  async () => {
    const page = await openLogin();
    await click(page, '#ca-login');
    const window = await stack.windows.next();
    const still = standStill();
    window.password(stack.password);
    await still;
    await expectSound(page);
  },
  60_000 + STOPPED_MS * 2,
);

it(
  'a bridge that stands still while the token signs',
  async () => {
    const before = (await stack.calls()).filter((name) => name === 'C_Sign').length;
    const page = await openLogin();
    await click(page, '#ca-login');
    (await stack.windows.next()).password(stack.password);
    const signing = async () => (await stack.calls()).filter((name) => name === 'C_Sign').length > before;
    await expect.poll(signing, { interval: 20, timeout: 20_000 }).toBe(true);
    await standStill();
    await expectSound(page);
  },
  60_000 + STOPPED_MS * 2,
);
