import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Portal, startPortal } from '../portal/server.js';
import { ChecksInPopup } from './checks-view.js';
import { grantSite } from './grant-site.js';
import { startStack } from './harness.js';
import { bindDirectly, enterFirstTime, logInByCa, type PortalStack, startPortalStack } from './portal-stack.js';
import { until } from './wait.js';

describe('around the portal', () => {
  let stack: PortalStack;
  let checks: ChecksInPopup;

  beforeAll(async () => {
    stack = await startPortalStack({ identities: [{ company: '衡水金保科技有限公司', validDays: 300 }] });
    checks = new ChecksInPopup(await stack.popup());
  });

  afterAll(() => stack.close());

  it('a portal that does not open is told from one that does; nothing open is no verdict', async () => {
    await checks.finds('reachable', 'unknown');
    const { origin } = stack.portal;
    const page = await stack.browser.newPage();
    await page.setOfflineMode(true);
    await page.goto(`${origin}/login.html`).catch(() => undefined);
    await checks.says(await checks.finds('reachable', 'errorPage'));
    await page.setOfflineMode(false);
    await page.goto(`${origin}/login.html`);
    await checks.finds('reachable', 'open');
    expect((await checks.found('loopback'))?.code).toBe('denied');
    await page.close();
  });

  it('whether the certificate is bound is told by the portal’s page, and by a login', async () => {
    await checks.finds('bound', 'unknown');
    await bindDirectly(stack);
    const page = await stack.browser.newPage();
    await page.goto(`${stack.portal.origin}/login.html`);
    await logInByCa(page, stack);
    await checks.finds('bound', 'bound');
    for (const [id, code] of [
      ['tries', 'accepted'],
      ['initialPassword', 'own'],
      ['loopback', 'denied'],
    ] as const) {
      expect([id, (await checks.found(id))?.code]).toEqual([id, code]);
    }
    await page.close();
    // Known from then on.
    await checks.finds('bound', 'bound');
  });

  it('a record that was cut is red, with the way to it', async () => {
    // What the browser has been told of the record by then.
    await until('the end of the record to be kept', async () =>
      String(await stack.inWorker('chrome.storage.local.get(null).then(JSON.stringify)')).includes('"seq":2'),
    );
    await stack.bridge.stop();
    const journal = join(stack.folder, 'home/journal/journal-000001.jsonl');
    const whole = readFileSync(journal, 'utf8');
    writeFileSync(journal, `${whole.trimEnd().split('\n').slice(0, -2).join('\n')}\n`);
    await stack.bridge.start();
    await checks.says(await checks.finds('record', 'broken'));
    const opened = stack.browser.waitForTarget((target) => target.url().includes('/options/'));
    await checks.repair('records');
    await (await (await opened).asPage()).close();
    await stack.bridge.stop();
    writeFileSync(journal, whole);
    await stack.bridge.start();
    checks = new ChecksInPopup(await stack.popup());
    await checks.finds('record', 'whole');
  });
});

it('a page that says 未绑定 leads to the binding', async () => {
  const stack = await startPortalStack();
  try {
    const checks = new ChecksInPopup(await stack.popup());
    const page = await stack.open(`${stack.portal.origin}/login.html`);
    await enterFirstTime(page, stack.portal.origin);
    await page.goto(`${stack.portal.origin}/home.html`);
    await page.waitForFunction(() => document.body.textContent.includes('去绑定'));
    await checks.says(await checks.finds('bound', 'unbound'));
  } finally {
    await stack.close();
  }
});

it('sites: none, one that lost its permission, one that is enabled', async () => {
  const stack = await startPortalStack({ extension: 'user' });
  try {
    const checks = new ChecksInPopup(await stack.popup());
    await checks.says(await checks.finds('site', 'none'));
    const { origin } = stack.portal;
    const own: Page = checks.popup;
    await grantSite(stack, own, origin);
    await checks.finds('site', 'enabled');
    await own.evaluate(`chrome.permissions.remove({ origins: ['${origin}/*'] })`);
    await checks.says(await checks.finds('site', 'ungranted'));
    await checks.repair('enable');
    await checks.finds('site', 'enabled');
  } finally {
    await stack.close();
  }
});

it('a portal that is down is told, and once it is up again the button beside that opens it', async () => {
  let portal: Portal | undefined;
  const stack = await startStack({
    origins: async (ca) => {
      portal = await startPortal({ issuers: [ca] });
      return [portal.origin];
    },
  });
  try {
    if (!portal) throw new Error('the stack starts its sites');
    const { origin, port } = portal;
    const checks = new ChecksInPopup(await stack.popup());
    await portal.close();
    portal = undefined;
    const page = await stack.browser.newPage();
    await expect(page.goto(`${origin}/login.html`)).rejects.toThrow('ERR_CONNECTION_REFUSED');
    const down = await checks.finds('reachable', 'errorPage');
    expect(down.facts).toEqual({ origin });
    await checks.says(down);
    portal = await startPortal({ issuers: [stack.ca], port });
    // By itself nothing mends the page that was left.
    await checks.finds('reachable', 'errorPage');
    const opened = stack.browser.waitForTarget((target) => target.url() === `${origin}/login.html`);
    await checks.repair('openSite');
    await opened;
    await checks.finds('reachable', 'open');
  } finally {
    await stack.close();
    await portal?.close();
  }
});

it('PDF that the browser would download is told', async () => {
  const stack = await startStack({ bridge: false, policies: { AlwaysOpenPdfExternally: true } });
  try {
    const checks = new ChecksInPopup(await stack.popup());
    await checks.says(await checks.finds('pdf', 'downloaded'));
    stack.setPolicies({});
    await until('the browser to take the policy back', async () => {
      await checks.popup.reload();
      return (await checks.popup.evaluate(() => navigator.pdfViewerEnabled)) || null;
    });
    await checks.finds('pdf', 'shown');
  } finally {
    await stack.close();
  }
});
