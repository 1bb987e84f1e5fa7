import { expect, it } from 'vitest';
import { checkSays } from '../../shared/text/checks/index.js';
import { ChecksInPopup } from './checks-view.js';
import { grantSite } from './grant-site.js';
import { startPortalStack } from './portal-stack.js';

const SOON = { timeout: 15_000 };

it('a page that is opened or reloaded is looked at by itself', async () => {
  const stack = await startPortalStack({ bridge: false });
  try {
    const { origin } = stack.portal;
    const checks = new ChecksInPopup(await stack.popup());
    const page = await stack.open('about:blank');
    await page.setOfflineMode(true);
    await page.goto(`${origin}/login.html`).catch(() => undefined);
    const broken = await checks.finds('reachable', 'errorPage');
    await page.close();

    const program = await checks.found('program');
    const opened = stack.browser.waitForTarget((target) => target.url().startsWith(origin));
    await checks.repair('openSite');
    await expect.poll(async () => (await checks.found('reachable'))?.code, SOON).toBe('open');
    const { what } = checkSays('reachable', broken.code, broken.facts, 'zh-CN');
    await expect.poll(() => checks.popup.evaluate(() => document.body.textContent), SOON).not.toContain(what);
    // It has just come from the website.
    const found = await checks.found('reachable');
    expect(checkSays('reachable', 'open', found?.facts ?? {}, 'zh-CN').what).toMatch(
      /^网报系统可以打开（\d\d:\d\d 打开过）$/,
    );
    // The desktop program was not asked for it.
    expect(await checks.found('program')).toEqual(program);

    // A website that is down now does not turn up as one that opens.
    const portal = await (await opened).asPage();
    await portal.setOfflineMode(true);
    await portal.reload().catch(() => undefined);
    await expect.poll(async () => (await checks.found('reachable'))?.code, SOON).toBe('errorPage');
  } finally {
    await stack.close();
  }
});

it('a page of a site that was just enabled is to be reloaded, and after F5 it is not', async () => {
  const stack = await startPortalStack({ extension: 'user', bridge: false });
  try {
    const { origin } = stack.portal;
    const checks = new ChecksInPopup(await stack.popup());
    const portal = await stack.open(`${origin}/login.html`);
    await grantSite(stack, checks.popup, origin);
    await portal.bringToFront();
    await checks.popup.evaluate(
      `chrome.tabs.query({ url: '${origin}/*' }).then(([{ id }]) => chrome.runtime.sendMessage({ type: 'checks.run', front: { tab: id, origin: '${origin}' }, pdf: true }))`,
    );
    expect((await checks.found('site'))?.code).toBe('toReload');
    await portal.reload();
    await expect.poll(async () => (await checks.found('site'))?.code, SOON).toBe('enabled');
  } finally {
    await stack.close();
  }
});
