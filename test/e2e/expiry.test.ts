import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { type Stack, startStack } from './harness.js';

const DIST = join(import.meta.dirname, '..', '..', 'dist');
const CERTIFICATE = 'ab'.repeat(32);
const TOLD = `expiry:${CERTIFICATE}:30`;

let folder: string;
let stack: Stack;

/** A headless browser has nobody to answer its question, so that this build has the permission from the start. */
function permitted(): string {
  const build = join(folder, 'extension');
  cpSync(join(DIST, 'extension-preset'), build, { recursive: true });
  const file = join(build, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { permissions: string[]; optional_permissions?: string[] };
  const { optional_permissions: optional = [], ...rest } = manifest;
  writeFileSync(file, JSON.stringify({ ...rest, permissions: [...rest.permissions, ...optional] }));
  return build;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'expiry-'));
  stack = await startStack({ origins: ['http://portal.test'], extensionFolder: permitted(), bridge: false });
});

afterAll(async () => {
  await stack.close();
  rmSync(folder, { recursive: true, force: true });
});

async function turnOn(): Promise<void> {
  const page = await stack.browser.newPage();
  await page.goto(`chrome-extension://${EXTENSION_ID}/extension/options/index.html`);
  await (await page.waitForSelector('input[role=switch]'))?.click();
  await page.waitForSelector('input[role=switch]:checked');
  await page.close();
}

const shown = async (): Promise<string[]> =>
  Object.keys((await stack.inWorker('chrome.notifications.getAll()')) as object);

it('a certificate that was seen is reminded of without its token, and a click opens the page on renewing', async () => {
  const end = new Date(Date.now() + 20 * 86_400_000).toISOString();
  const certificates = [{ id: CERTIFICATE, token: 't', end, told: [] }];
  await stack.inWorker(
    `chrome.storage.local.set(${JSON.stringify({ expiry: { schemaVersion: 1, on: false, certificates } })})`,
  );
  expect(await shown()).toEqual([]);
  await turnOn();
  await expect.poll(shown, { timeout: 10_000 }).toEqual([TOLD]);

  const help = stack.browser.waitForTarget((target) => target.url().endsWith('/extension/help/index.html#renew'));
  await stack.inWorker(`chrome.notifications.onClicked.dispatch('${TOLD}')`);
  await help;
  await expect.poll(shown, { timeout: 10_000 }).toEqual([]);
});

it('the daily look wakes the service worker, and tells nothing twice', async () => {
  // A page of ours that asks the service worker nothing.
  const page = await stack.browser.newPage();
  await page.goto(`chrome-extension://${EXTENSION_ID}/extension/help/index.html`);
  expect(await page.evaluate("chrome.alarms.get('expiry')")).toMatchObject({ periodInMinutes: 1440 });
  const { expiry } = (await page.evaluate("chrome.storage.local.get('expiry')")) as {
    expiry: { certificates: object[] };
  };
  const another = { id: 'cd', token: 'u', end: new Date(Date.now() + 5 * 86_400_000).toISOString(), told: [] };
  const after = { expiry: { ...expiry, certificates: [...expiry.certificates, another] } };
  await page.evaluate(`chrome.storage.local.set(${JSON.stringify(after)})`);
  await stack.killWorker();
  await page.evaluate("chrome.alarms.create('expiry', { when: Date.now() })");
  const all = async () => Object.keys((await page.evaluate('chrome.notifications.getAll()')) as object);
  await expect.poll(all, { timeout: 20_000 }).toEqual(['expiry:cd:7']);
});
