import { existsSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { afterEach, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { CHROMIUM } from './chromium.js';
import { bindDirectly, logInByCa, type PortalStack, startPortalStack } from './portal-stack.js';
import { type Screen, startScreen } from './screen.js';

const TEXT = POPUP_TEXT['zh-CN'].site;
/** Policies lie in the machine's folder, which only root can cover with another for one browser. */
const canSetPolicies = process.getuid?.() === 0 && CHROMIUM === '/usr/bin/chromium' && existsSync('/etc/chromium');
if (!canSetPolicies) console.warn('skipped: policies need root, Debian’s Chromium and /etc/chromium');

let screen: Screen | undefined;
let stack: PortalStack | undefined;

afterEach(async () => {
  await stack?.close();
  await screen?.close();
});

function policies(managed: {
  readonly sites?: readonly string[];
  readonly forbiddenSites?: readonly string[];
}): object {
  return {
    '3rdparty': { extensions: { [EXTENSION_ID]: managed } },
    // Grants nothing: it makes exceptions from `runtime_blocked_hosts`.
    ExtensionSettings: { [EXTENSION_ID]: { runtime_allowed_hosts: ['*://portal.test'] } },
  };
}

async function says(popup: Page, ...words: readonly string[]): Promise<void> {
  for (const text of words) {
    await expect.poll(() => popup.evaluate(() => document.body.textContent), { timeout: 20_000 }).toContain(text);
  }
}

it.skipIf(!canSetPolicies)(
  'the administrator presets sites, which the user still allows once, and forbids others',
  async () => {
    screen = await startScreen();
    stack = await startPortalStack({
      extension: 'user',
      display: screen.name,
      policies: {},
      strangers: ['http://copy.test:80'],
    });
    const { portal, setPolicies, inWorker } = stack;
    const registered = (): Promise<unknown> =>
      inWorker(
        'chrome.scripting.getRegisteredContentScripts().then((scripts) => new Set(scripts.flatMap(({ matches }) => matches)).size)',
      );
    const managed = (): Promise<unknown> => inWorker('chrome.storage.managed.get()');
    setPolicies(policies({ sites: [portal.origin], forbiddenSites: ['*'] }));
    await expect.poll(managed, { timeout: 20_000 }).toEqual({ sites: [portal.origin], forbiddenSites: ['*'] });

    const copy = await stack.open(`${portal.origin.replace('portal.test', 'copy.test')}/login.html`);
    const forbidden = await screen.openPopup(copy);
    await says(forbidden, TEXT.forbidden.what);
    // The administrator's own site is offered above, by its name.
    const buttons = await forbidden.$$eval('.row button', (all) => all.map(({ textContent }) => textContent));
    expect(buttons).not.toContain(TEXT.enable);
    await forbidden.close();

    const page = await stack.open(`${portal.origin}/login.html`);
    const popup = await screen.openPopup(page);
    await says(popup, TEXT.presetUngranted.what, TEXT.byAdministrator);
    expect(await registered()).toBe(0);
    await screen.answerQuestion(page, popup, TEXT.enable, 'allow');
    await expect.poll(registered, { timeout: 20_000 }).toBe(1);
    await bindDirectly(stack);
    await logInByCa(page, stack);
    expect(await portal.waitFor('ca-login-accepted')).toBeTruthy();

    setPolicies(policies({ sites: [portal.origin], forbiddenSites: ['portal.test'] }));
    await expect.poll(registered, { timeout: 20_000 }).toBe(0);
    const ended = await screen.openPopup(page);
    await says(ended, TEXT.forbidden.what);
    await ended.close();

    setPolicies(policies({ forbiddenSites: ['not an origin'] }));
    const wrong = await screen.openPopup(page);
    await expect.poll(managed, { timeout: 20_000 }).toEqual({ forbiddenSites: ['not an origin'] });
    await (await wrong.waitForSelector('header button'))?.click();
    await says(wrong, TEXT.policyUnreadable.what);
  },
);
