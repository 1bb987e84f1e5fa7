import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bindDirectly, click, failureText, type PortalStack, showCaLogin, startPortalStack } from './portal-stack.js';

let stack: PortalStack;
let page: Page;
let shownBefore: number;

beforeAll(async () => {
  stack = await startPortalStack();
  await bindDirectly(stack);
});

afterAll(() => stack.close());

beforeEach(async () => {
  page = await stack.open(`${stack.portal.origin}/blank.html`);
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  shownBefore = stack.windows.shown.length;
  return () => page.close();
});

/** Windows since the test began. */
function shown(): number {
  return stack.windows.shown.length - shownBefore;
}

function signatures(): number {
  return stack.log().split('"event":"signature","ok":true').length - 1;
}

/** The next try on the same page, with no reload in between. */
async function logsInNow(): Promise<void> {
  const home = page.waitForNavigation();
  await click(page, '#ca-login');
  (await stack.windows.next()).password(stack.password);
  await home;
  expect(page.url()).toContain('home.html');
}

describe('ends in the right answer and Chinese words, and the next try succeeds with no reload:', () => {
  it('a wrong password, twice', async () => {
    await click(page, '#ca-login');
    (await stack.windows.next()).password('wrong');
    const second = await stack.windows.next();
    expect(second.window.error).toContain('证书口令不对');
    second.password('wrong again');
    expect(await failureText(page)).toContain('证书口令不对');
    await logsInNow();
    expect(shown()).toBe(3);
  });

  it('a cancelled window', async () => {
    await click(page, '#ca-login');
    (await stack.windows.next()).cancel();
    expect(await failureText(page)).toContain('您取消了这次操作，没有签名');
    await logsInNow();
    expect(shown()).toBe(2);
  });

  it('a window that nobody answered', async () => {
    await click(page, '#ca-login');
    (await stack.windows.next()).timeout();
    expect(await failureText(page)).toContain('等待太久');
    await logsInNow();
    expect(shown()).toBe(2);
  });

  it('a bridge that was stopped and is started again', async () => {
    await stack.bridge.stop();
    await click(page, '#ca-login');
    expect(await failureText(page)).toContain('桌面程序没有运行');
    expect(shown()).toBe(0);
    await stack.bridge.start();
    await logsInNow();
    expect(shown()).toBe(1);
  });

  it('a bridge that dies in mid-signature', async () => {
    const before = signatures();
    await click(page, '#ca-login');
    const window = await stack.windows.next();
    await stack.bridge.stop('SIGKILL');
    expect(await failureText(page)).toContain('桌面程序在处理时断开了');
    await window.closed;
    await stack.bridge.start();
    await logsInNow();
    expect(shown()).toBe(2);
    expect(signatures() - before).toBe(1);
  });

  it('a service worker that dies between two calls', async () => {
    const before = signatures();
    await click(page, '#ca-login');
    (await stack.windows.next()).cancel();
    await failureText(page);
    await stack.killWorker();
    await logsInNow();
    expect(shown()).toBe(2);
    expect(signatures() - before).toBe(1);
  });
});

it('a service worker that dies in mid-signature costs nothing: one window, one signature, the page goes on', async () => {
  const before = signatures();
  const home = page.waitForNavigation();
  await click(page, '#ca-login');
  const window = await stack.windows.next();
  await stack.killWorker();
  window.password(stack.password);
  await home;
  expect(page.url()).toContain('home.html');
  expect(shown()).toBe(1);
  expect(signatures() - before).toBe(1);
});

it('a page that is left in mid-signature takes its window with it', async () => {
  await click(page, '#ca-login');
  const window = await stack.windows.next();
  await page.goto(`${stack.portal.origin}/blank.html`);
  await window.closed;
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  await logsInNow();
  expect(shown()).toBe(2);
});

it('a window program that is missing signs nothing, and the next try succeeds once it is installed', async () => {
  const place = mkdtempSync(join(tmpdir(), 'program-'));
  const program = join(place, 'pinentry');
  const bare = await startPortalStack({ settings: { 'programs.pinentry': program } });
  try {
    await bindDirectly(bare);
    const tab = await bare.open(`${bare.portal.origin}/blank.html`);
    await showCaLogin(tab, `${bare.portal.origin}/login.html`);
    await click(tab, '#ca-login');
    expect(await failureText(tab)).toContain('桌面程序无法打开自己的窗口，操作没有完成');
    symlinkSync(bare.windows.pinentry, program);
    const home = tab.waitForNavigation();
    await click(tab, '#ca-login');
    (await bare.windows.next()).password(bare.password);
    await home;
    expect(bare.windows.shown).toHaveLength(1);
  } finally {
    await bare.close();
    rmSync(place, { recursive: true });
  }
});
