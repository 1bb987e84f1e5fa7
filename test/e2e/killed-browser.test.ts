import { randomInt } from 'node:crypto';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CountedStack, startCountedStack } from './counted-stack.js';
import { bindDirectly, click, loginOutcome, showCaLogin } from './portal-stack.js';

/** More in a long run: KILLED_POINTS=200. */
const POINTS = Number(process.env.KILLED_POINTS ?? 20);

let stack: CountedStack;

beforeAll(async () => {
  stack = await startCountedStack();
  await bindDirectly(stack);
  stack.windows.answerAll((open) => open.password(stack.password));
});

afterAll(() => stack.close());

/** Opens the login page and logs in by certificate; ends at the portal's home. */
async function logIn(): Promise<void> {
  const page: Page = await stack.browser.newPage();
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  await click(page, '#ca-login');
  expect(await loginOutcome(page)).toBe('home');
}

it(
  `${POINTS} times, whenever the browser dies in a login, nothing is signed without its record or twice, and the next browser logs in`,
  async () => {
    const begin = performance.now();
    await logIn();
    const took = performance.now() - begin;
    for (let point = 0; point < POINTS; point += 1) {
      const dying = logIn().catch(() => 'died');
      await new Promise((resolve) => setTimeout(resolve, randomInt(Math.ceil(took))));
      await stack.killBrowser();
      await dying;
      await stack.restartBrowser();
    }
    await logIn();
    const accepted = stack.portal.events.filter(({ type }) => type === 'ca-login-accepted');
    expect(accepted.length).toBeGreaterThanOrEqual(2);
    const { intents, signed } = stack.recorded();
    const made = (await stack.calls()).filter((name) => name === 'C_Sign').length;
    expect(new Set(intents.map(({ key }) => key)).size).toBe(intents.length);
    // Bridge and token live on, so what was begun is also finished and recorded.
    expect([made, signed.size]).toEqual([intents.length, intents.length]);
    expect(accepted.length).toBeLessThanOrEqual(signed.size);
    process.stdout.write(
      `${POINTS} deaths within ${took.toFixed(0)} ms: ${intents.length} intents, ${made} C_Sign, ${signed.size} signed, ${accepted.length} logged in\n`,
    );
  },
  60_000 + POINTS * 8_000,
);
