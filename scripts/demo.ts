/**
 * The product around the portal double. With a display: a window that stays until it is closed, and the
 * user's own pinentry and zenity. Without one: drives the login itself, prints each hop with its
 * time, saves screenshots, and ends 0 only if the portal's server accepted the signature.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { DEMO_TEXT } from '../shared/text/demo.js';
import {
  bindCertificate,
  click,
  enterFirstTime,
  failureText,
  logOut,
  type PortalStack,
  showCaLogin,
  startPortalStack,
} from '../test/e2e/portal-stack.js';
import { until } from '../test/e2e/wait.js';

const text = DEMO_TEXT['zh-CN'];
const PASSWORD = '123456';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Starts the stack; an end by signal closes it, so that nothing is left behind. */
async function start(options: Parameters<typeof startPortalStack>[0]): Promise<PortalStack> {
  const stack = await step(text.steps.start, () => startPortalStack({ password: PASSWORD, ...options }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stack.close().finally(() => process.exit(1)));
  }
  return stack;
}

async function step<T>(what: string, run: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const outcome = await run();
  say(text.step(what, performance.now() - begin));
  return outcome;
}

/** Stays until the user closes the browser. */
async function showInWindow(): Promise<void> {
  const stack = await start({ windows: 'real', headless: false });
  const address = `${stack.portal.origin}/`;
  const [page] = await stack.browser.pages();
  await page?.goto(address);
  say(text.guide(address));
  await new Promise((resolve) => stack.browser.once('disconnected', resolve));
  await stack.close();
}

/** Whether the portal's server accepted the signature. */
async function driveAlone(): Promise<boolean> {
  const folder = join(import.meta.dirname, '..', 'demo-out');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const stack = await start({});
  try {
    return await logIn(stack, (page, name) => page.screenshot({ path: join(folder, `${name}.png`) }));
  } finally {
    await stack.close();
    say(text.screenshots(folder));
  }
}

async function logIn(stack: PortalStack, shoot: (page: Page, name: string) => Promise<unknown>): Promise<boolean> {
  const { portal, windows } = stack;
  const page = await stack.open(`${portal.origin}/`);
  await step(text.steps.account, () => enterFirstTime(page, portal.origin));
  await step(text.steps.bind, () => bindCertificate(page));
  await shoot(page, '1-ca-bind');
  await logOut(page);
  await showCaLogin(page, `${portal.origin}/login.html`);
  await shoot(page, '2-ca-login');
  const from = stack.frames.length;
  const window = await step(text.steps.ask, async () => {
    await click(page, '#ca-login');
    return windows.next();
  });
  await step(text.steps.window, async () => window.password(PASSWORD));
  const outcome = await step(text.steps.sign, () =>
    until('the portal to decide', () =>
      portal.events.find(({ type }) => type === 'ca-login-accepted' || type === 'ca-login-refused'),
    ),
  );
  if (outcome.type === 'ca-login-refused') say(text.refused(await failureText(page)));
  if (outcome.type !== 'ca-login-accepted') return false;
  const { checks } = outcome;
  const total = Object.values(checks).reduce((sum, ms) => sum + ms, 0);
  say(text.step(text.steps.verify, total));
  say(text.checks((checks.signature ?? 0).toFixed(1), (checks.issuer ?? 0).toFixed(1)));
  say(text.frames);
  for (const { fn, ms } of roundTrips(stack.frames.slice(from))) say(text.frame(fn, ms));
  await page.waitForSelector('#home-company', { visible: true });
  await shoot(page, '3-home');
  await step(text.steps.popup, async () => {
    const popup = await stack.openPopup();
    await popup.waitForSelector('main[aria-busy=false]');
    await shoot(popup, '4-popup');
  });
  say(text.accepted(outcome.owner));
  return true;
}

/** The page's calls among the frames, with the time from question to answer. */
function roundTrips(frames: PortalStack['frames']): { fn: string; ms: number }[] {
  const asked = new Map<number, { fn: string; at: number }>();
  return frames.flatMap(({ at, from, data }) => {
    const message = JSON.parse(data) as { id?: number; params?: { frame?: string } };
    if (message.id === undefined) return [];
    const question = asked.get(message.id);
    if (from === 'bridge') return question ? [{ fn: question.fn, ms: at - question.at }] : [];
    const [kind, fn = ''] = message.params?.frame?.split('|') ?? [];
    if (kind === '1') asked.set(message.id, { fn, at });
    return [];
  });
}

say(text.begin);
if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) await showInWindow();
else process.exitCode = (await driveAlone()) ? 0 : 1;
