import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM } from './chromium.js';
import { type Stack, startStack } from './harness.js';

/** The browser ends a service worker that was idle for 30 s. */
const LONGER_THAN_IDLE_MS = 40_000;

/** Asks for a signature by itself, and again from the start while our socket is not in place yet. */
const PAGE = `<!doctype html><title>page</title><script>
const socket = new WebSocket('ws://localhost:17212/test');
socket.onerror = () => setTimeout(() => location.reload(), 300);
socket.onopen = () => socket.send('1|SelectSignCert');
socket.onmessage = ({ data }) => {
  if (data.startsWith('1|SelectSignCert')) socket.send('1|SignText|{"signText":"4711"}');
  else fetch('/result', { method: 'POST', body: data });
};
</script>`;

let stack: Stack;
let server: Server;
let result: Promise<string>;

beforeAll(async () => {
  let arrived: (text: string) => void = () => undefined;
  result = new Promise((resolve) => {
    arrived = resolve;
  });
  server = createServer((request, response) => {
    if (request.method === 'POST') void bodyOf(request).then(arrived);
    response.setHeader('content-type', 'text/html; charset=utf-8').end(request.method === 'POST' ? '' : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stack = await startStack({ origins: [`http://page.test:${(server.address() as AddressInfo).port}`] });
});

afterAll(async () => {
  await stack.close();
  server.close();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

// Developer tools keep a worker alive for ever, so this browser runs with nothing attached to it.
it('the service worker lives while a window waits for its answer', { timeout: 120_000 }, async () => {
  const { port } = server.address() as AddressInfo;
  const extension = join(stack.folder, 'extension');
  const browser = spawn(
    CHROMIUM,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${join(stack.folder, 'second-profile')}`,
      `--load-extension=${extension}`,
      `--disable-extensions-except=${extension}`,
      '--disable-features=DisableLoadExtensionCommandLineSwitch',
      '--host-resolver-rules=MAP page.test 127.0.0.1',
      `--ip-address-space-overrides=127.0.0.1:${port}=public`,
      '--remote-debugging-pipe',
      `http://page.test:${port}/`,
    ],
    // The pipe is never spoken to: it only keeps a headless browser from taking the address for a batch job.
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  try {
    const window = await stack.windows.next();
    const lost = stack.log().split('"event":"connection.closed"').length;
    await delay(LONGER_THAN_IDLE_MS);
    window.password(stack.password);
    expect(await result).toMatch(/^1\|SignText\|\{"ret":0,"msg":"","signature":"/);
    expect(stack.log().split('"event":"connection.closed"').length).toBe(lost);
    expect(stack.windows.shown).toHaveLength(1);
  } finally {
    browser.kill();
    await once(browser, 'close');
  }
});
