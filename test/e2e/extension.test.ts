import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stack, startStack } from './harness.js';

let server: Server;
let port: number;
let stack: Stack;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  stack = await startStack({
    origins: [`http://portal.test:${port}`, 'http://plain.test'],
    strangers: [`http://plain.test:${port}`],
  });
});

afterAll(async () => {
  await stack.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Whether our script is in the page's realm. */
function isOurs(tab: Page): Promise<unknown> {
  return tab.evaluate("Symbol.for('ca-socket') in globalThis");
}

it('a site on the default port does not open the other ports of its host', async () => {
  expect(await isOurs(await stack.open(`http://portal.test:${port}/`))).toBe(true);
  const other = await stack.open(`http://plain.test:${port}/`);
  expect(await isOurs(other)).toBe(false);
});

it('the popup’s button keeps the focus while it checks', async () => {
  const popup = await stack.popup();
  await (await popup.waitForSelector('button[aria-disabled="false"]'))?.focus();
  await popup.keyboard.press('Enter');
  await popup.waitForSelector('button[aria-disabled="false"]');
  expect(await popup.evaluate('document.activeElement.localName')).toBe('button');
  await popup.close();
});
