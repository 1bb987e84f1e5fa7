import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PortalStack, startPortalStack } from './portal-stack.js';

let stack: PortalStack;

beforeAll(async () => {
  stack = await startPortalStack({ identities: [{ company: '衡水金保科技有限公司', validDays: 20 }] });
});

afterAll(() => stack.close());

async function says(popup: Page, ...texts: readonly string[]): Promise<void> {
  const shown = (): Promise<string | null> => popup.evaluate(() => document.body.textContent);
  for (const text of texts) await expect.poll(shown, { timeout: 10_000 }).toContain(text);
}

it('shows bridge, certificate and its days in Chinese, and what to do when they run out', async () => {
  const popup = await stack.popup();
  await says(popup, '桌面程序', '已连接', '衡水金保科技有限公司', '演示证书', '还有 20 天', '延期证书', '非官方软件');
  expect(await popup.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  await popup.close();
});

it('says that the bridge is gone and what to do, and recovers on 重新检查', async () => {
  const popup = await stack.popup();
  await says(popup, '已连接');
  await stack.bridge.stop();
  const refresh = await popup.waitForSelector('button[aria-disabled="false"]');
  await refresh?.click();
  await says(popup, '桌面程序没有运行。', '请启动桌面程序');
  const opened = stack.browser.waitForTarget((target) => target.url().endsWith('/extension/help/index.html#connect'));
  await (await popup.waitForSelector('::-p-xpath(//a[.="怎么办"])'))?.click();
  const help = await (await opened).page();
  if (help) await says(help, '在桌面程序里打开「连接浏览器」');
  await help?.close();
  await popup.bringToFront();
  await stack.bridge.start();
  await (await popup.waitForSelector('button[aria-disabled="false"]'))?.click();
  await says(popup, '已连接');
  await popup.close();
});

it('opened over the portal’s tab, says that the site is enabled', async () => {
  const page = await stack.open(`${stack.portal.origin}/login.html`);
  await page.bringToFront();
  await says(await stack.openPopup(), '已启用证书功能');
  await page.close();
});
