import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CONSOLE_TEXT } from '../../shared/text/console.js';
import { PAIRING_TEXT } from '../../shared/text/pairing.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { connect, openPairing, openPopup, pairCommand, says, shownDigits } from './connect-browser.js';
import { type Stack, startStack } from './harness.js';
import { bindDirectly, click, type PortalStack, showCaLogin, startPortalStack } from './portal-stack.js';
import { inRelayWorld } from './relay-world.js';

const text = PAIRING_TEXT['zh-CN'];
const popupText = POPUP_TEXT['zh-CN'];
const reasons = REASON_TEXT['zh-CN'];
const console = CONSOLE_TEXT['zh-CN'];

interface StoredPairings {
  readonly pairings: readonly { readonly id: string; readonly secret: string }[];
}

/** In the service worker: the one record of the extension's databases, as JSON, after `change` to its store. */
const held = (change = ''): string => `indexedDB.databases().then(([{ name }]) => new Promise((resolve) => {
  indexedDB.open(name).onsuccess = ({ target: { result: database } }) => {
    const [name] = database.objectStoreNames;
    const store = database.transaction(name, 'readwrite').objectStore(name);
    ${change};
    store.getAll().onsuccess = ({ target }) => {
      database.close();
      resolve(JSON.stringify(target.result[0] ?? null));
    };
  };
}))`;
/** All that a content script can read of what is stored, as JSON. */
const WITHIN_REACH = `Promise.all([
  ...Object.values(chrome.storage).filter((area) => area.get).map((area) => area.get().catch(String)),
  indexedDB.databases(), Object.entries(localStorage),
]).then(JSON.stringify)`;

/** The new digits after others were wrong. */
async function otherDigits(page: Page, before: string): Promise<string> {
  await expect.poll(() => shownDigits(page), { timeout: 15_000 }).not.toBe(before);
  return shownDigits(page);
}

const wrongFor = (digits: string): string => String((Number(digits) + 1) % 1_000_000).padStart(6, '0');

describe('a browser and a bridge that know nothing of each other', () => {
  let stack: PortalStack;
  beforeAll(async () => {
    stack = await startPortalStack({ paired: false });
  });
  afterAll(() => stack.close());

  it('say so, are connected by six digits, and the portal is entered by certificate', async () => {
    const popup = await openPopup(stack.browser);
    await says(popup, reasons['bridge.unpaired'].what, popupText.connect);
    await popup.close();

    const page = await openPairing(stack.browser);
    await says(page, text.waiting, ...text.steps);
    expect(await page.$('.digits')).toBeNull();
    const command = await pairCommand(stack);
    const open = await stack.windows.next();
    const digits = await shownDigits(page);
    expect(open.window).toMatchObject({ kind: 'entry', ok: '连接', cancel: '拒绝' });
    expect(open.window.description).toContain('chromium');
    expect(open.window.description).toContain(userInfo().username);
    open.type(digits);
    expect(await command.ended).toBe(0);
    expect(command.said()).toContain(console.paired('chromium'));
    await says(page, text.connected, text.own, 'chromium');
    expect(statSync(join(stack.folder, 'home/pairings.json')).mode & 0o777).toBe(0o600);
    await page.close();

    await bindDirectly(stack);
    const portal = await stack.open(`${stack.portal.origin}/blank.html`);
    await showCaLogin(portal, `${stack.portal.origin}/login.html`);
    const home = portal.waitForNavigation();
    await click(portal, '#ca-login');
    (await stack.windows.next()).password(stack.password);
    await home;
    expect(stack.portal.events.at(-1)).toMatchObject({ type: 'ca-login-accepted' });
  });

  it('stay connected when the bridge or the service worker has ended', async () => {
    await stack.bridge.stop();
    await stack.bridge.start();
    await stack.killWorker();
    await says(await openPopup(stack.browser), popupText.bridgeReady);
  });

  it('keep their secret where no content script reaches it; one that an earlier version left within reach is moved', async () => {
    const { folder, inWorker } = stack;
    const { pairings } = JSON.parse(readFileSync(join(folder, 'home/pairings.json'), 'utf8')) as StoredPairings;
    const { secret } = pairings[0] ?? { secret: '' };
    expect(secret).toHaveLength(43);
    const page = await stack.open(`${stack.portal.origin}/blank.html`);
    expect(await inWorker(held())).toContain(secret);
    expect(await inRelayWorld(page, WITHIN_REACH)).not.toContain(secret);

    await inWorker(
      `${held()}.then((held) => chrome.storage.local.set({ pairing: { ...JSON.parse(held), schemaVersion: 1 } }))`,
    );
    expect(await inWorker(held('store.clear()'))).toBe('null');
    await inWorker(`chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_AND_UNTRUSTED_CONTEXTS' })`);
    // As in a browser that knows no access levels.
    expect(await inRelayWorld(page, WITHIN_REACH)).toContain(secret);
    await stack.killWorker();
    await says(await openPopup(stack.browser), popupText.bridgeReady);
    expect(await inWorker(held())).toContain(secret);
    expect(await inWorker('chrome.storage.local.get().then(JSON.stringify)')).not.toContain(secret);
  });

  it('revoked on the command line: an open window closes, the popup says so at once, and one click connects anew', async () => {
    const popup = await openPopup(stack.browser);
    await says(popup, popupText.bridgeReady);
    const list = stack.bridge.command('pairings');
    expect(await list.ended).toBe(0);
    const id = /^([0-9a-f]{32}) {2}chromium$/m.exec(list.said())?.[1] ?? '';
    const portal = await stack.open(`${stack.portal.origin}/blank.html`);
    await showCaLogin(portal, `${stack.portal.origin}/login.html`);
    await click(portal, '#ca-login');
    const window = await stack.windows.next();
    const events = stack.portal.events.length;
    expect(await stack.bridge.command('revoke', id).ended).toBe(0);
    await window.closed;
    await says(popup, reasons['pairing.revoked'].what);
    expect(stack.portal.events).toHaveLength(events);
    await popup.close();
    await portal.close();
    await (await connect(stack, stack.browser)).close();
    await says(await openPopup(stack.browser), popupText.bridgeReady);
  });

  it('a pairing that only the bridge has lost explains itself', async () => {
    await stack.bridge.stop();
    const file = join(stack.folder, 'home/pairings.json');
    const stored = JSON.parse(readFileSync(file, 'utf8')) as StoredPairings;
    expect(stored.pairings).toHaveLength(1);
    await stack.bridge.start();
    // The command ends it while no browser is connected to be told.
    await stack.browser.newPage();
    await stack.killWorker();
    expect(await stack.bridge.command('revoke', stored.pairings[0]?.id ?? '').ended).toBe(0);
    const popup = await openPopup(stack.browser);
    await says(popup, reasons['bridge.impostor'].what, popupText.connect);
    await popup.close();
    await (await connect(stack, stack.browser)).close();
  });

  it('renamed and disconnected in the browser: nothing is left on either side', async () => {
    const page = await openPairing(stack.browser);
    await says(page, text.browsers, text.own);
    await (await page.waitForSelector('.buttons button:not(.revoke)'))?.click();
    const input = await page.waitForSelector('input[name=name]');
    await input?.evaluate((element) => {
      element.value = '';
    });
    await input?.type('财务室的电脑');
    await page.keyboard.press('Enter');
    await says(page, '财务室的电脑');
    await (await page.waitForSelector('.revoke'))?.click();
    await (await page.waitForSelector('.sure'))?.click();
    await says(page, reasons['bridge.unpaired'].what);
    const list = stack.bridge.command('pairings');
    await list.ended;
    expect(list.said()).toContain(console.noPairings);
    expect(readFileSync(join(stack.folder, 'home/pairings.json'), 'utf8')).not.toContain('财务室');
    await says(await openPopup(stack.browser), reasons['bridge.unpaired'].what);
  });
});

describe('what does not connect', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ paired: false });
  });
  afterAll(() => stack.close());
  afterEach(async () => {
    for (const page of await stack.browser.pages()) if (page.url().includes('/pairing/')) await page.close();
  });

  it('wrong digits, three times', async () => {
    const page = await openPairing(stack.browser);
    const command = await pairCommand(stack);
    let digits = await shownDigits(page);
    for (let number = 1; number <= 3; number += 1) {
      (await stack.windows.next()).type(wrongFor(digits));
      if (number < 3) {
        digits = await otherDigits(page, digits);
        await says(page, text.newDigits);
      }
    }
    await says(page, reasons['pairing.tooManyTries'].what, text.again);
    expect(await command.ended).toBe(1);
    expect(command.said()).toContain(reasons['pairing.tooManyTries'].what);
    await says(await openPopup(stack.browser), reasons['bridge.unpaired'].what);
  });

  it('a user who refuses', async () => {
    const page = await openPairing(stack.browser);
    const command = await pairCommand(stack);
    (await stack.windows.next()).cancel();
    await says(page, reasons['pairing.refused'].what);
    expect(await command.ended).toBe(1);
  });

  it('a command that was interrupted: its window closes', async () => {
    const page = await openPairing(stack.browser);
    const command = await pairCommand(stack);
    const window = await stack.windows.next();
    command.interrupt();
    await window.closed;
    await says(page, reasons['pairing.refused'].what);
  });

  it('a window that nobody answers', async () => {
    const page = await openPairing(stack.browser);
    const command = await pairCommand(stack);
    (await stack.windows.next()).timeout();
    await says(page, reasons['pairing.expired'].what);
    expect(await command.ended).toBe(1);
    expect(command.said()).toContain(reasons['pairing.expired'].what);
  });
});

describe('the product', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ extension: 'product' });
  });
  afterAll(() => stack.close());

  it('is connected with two profiles at once, each revoked alone', async () => {
    const another = await stack.anotherBrowser();
    await (await connect(stack, stack.browser)).close();
    await (await connect(stack, another)).close();
    const [first, second] = [await openPopup(stack.browser), await openPopup(another)];
    for (const popup of [first, second]) await says(popup, popupText.bridgeReady);
    const list = stack.bridge.command('pairings');
    await list.ended;
    expect(list.said().split('正在使用')).toHaveLength(3);
    const id = /^([0-9a-f]{32}) {2}chromium 2$/m.exec(list.said())?.[1] ?? '';
    expect(await stack.bridge.command('revoke', id).ended).toBe(0);
    await says(second, reasons['pairing.revoked'].what);
    await says(first, popupText.bridgeReady);
  });
});
