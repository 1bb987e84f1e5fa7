import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stack, startStack } from './harness.js';
import { until } from './wait.js';

const COUNT = '1|GetCertCount';
const ANSWER = '1|GetCertCount|{"ret":0,"msg":"","count":1}';

/** Opens a socket, asks one question, and keeps what happened in `events`. */
const SOCKET_SCRIPT = `
  globalThis.events = [];
  globalThis.socket = new WebSocket('ws://localhost:17212/test');
  socket.onopen = () => { events.push('open'); socket.send('${COUNT}'); };
  socket.onmessage = ({ data }) => { events.push(data); };
  socket.onerror = () => { events.push('error'); };
  socket.onclose = ({ code }) => { events.push(code); };`;
const PAGES: Readonly<Record<string, string>> = {
  '/blank': '',
  '/socket': `<script>${SOCKET_SCRIPT}</script>`,
  '/prerendered': `<script>${SOCKET_SCRIPT} 
    onload = () => fetch('/loaded?' + document.prerendering);
    socket.addEventListener('message', () => {
      const [{ activationStart }] = performance.getEntriesByType('navigation');
      fetch('/answered?' + (activationStart > 0) + '&' + events);
    });</script>`,
  '/prerender': `<script type="speculationrules">
    {"prerender":[{"source":"list","urls":["/prerendered"],"eagerness":"immediate"}]}
  </script>`,
};

let server: Server;
let port: number;
const requested: string[] = [];
let stack: Stack;
let page: Page;

beforeAll(async () => {
  server = createServer((request, response) => {
    requested.push(request.url ?? '');
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html>${PAGES[request.url ?? ''] ?? ''}`);
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

async function open(path: string): Promise<Page> {
  page = await stack.open(`http://portal.test:${port}${path}`);
  return page;
}

function events(): Promise<unknown> {
  return page.evaluate('globalThis.events');
}

/** Whether our script is in the page's realm. */
function isOurs(tab: Page): Promise<unknown> {
  return tab.evaluate("Symbol.for('ca-socket') in globalThis");
}

it('a site on the default port does not open the other ports of its host', async () => {
  expect(await isOurs(await open('/blank'))).toBe(true);
  const other = await stack.open(`http://plain.test:${port}/blank`);
  expect(await isOurs(other)).toBe(false);
});

it('a page that is prerendered waits, and is served once it is shown', async () => {
  const before = stack.frames.length;
  await open('/prerender');
  await until('the page to be prerendered', () => requested.includes('/loaded?true'));
  expect(stack.frames.slice(before).filter(({ data }) => data.includes('vendor.call'))).toEqual([]);
  // The page itself tells what it saw: its frame takes the place of the one that the test holds.
  await page.evaluate("setTimeout(() => { location.href = '/prerendered'; })");
  const told = await until('the page to be answered', () => requested.find((url) => url.startsWith('/answered')));
  expect(decodeURI(told)).toBe(`/answered?true&open,${ANSWER}`);
});

it('a page that comes back from the back/forward cache sees its connection as lost', async () => {
  await open('/socket');
  await expect.poll(events).toEqual(['open', ANSWER]);
  await page.evaluate('onpageshow = ({ persisted }) => { globalThis.persisted = persisted; }');
  await page.goto(`http://portal.test:${port}/blank`);
  await page.goBack();
  expect(await page.evaluate('globalThis.persisted')).toBe(true);
  await expect.poll(events).toEqual(['open', ANSWER, 'error', 1006]);
});

it.each([
  ['about:blank', "frame.src = 'about:blank'"],
  ['no address', ''],
  ['an address of its own text', "frame.srcdoc = '<p>text</p>'"],
])('a frame of %s in an enabled page is served', async (_, setUp) => {
  await open('/blank');
  await page.evaluate(`{
    const frame = document.createElement('iframe');
    ${setUp};
    frame.onload = () => frame.contentWindow.eval(${JSON.stringify(SOCKET_SCRIPT)});
    document.body.append(frame);
    globalThis.frame = frame;
  }`);
  await expect.poll(() => page.evaluate('frame.contentWindow.events')).toEqual(['open', ANSWER]);
});

it('a frame that goes from no address to a page of the site is served there once', async () => {
  await open('/blank');
  await page.evaluate(`{
    const frame = document.createElement('iframe');
    document.body.append(frame);
    new frame.contentWindow.WebSocket('ws://localhost:17212/test');
    frame.src = '/socket';
    globalThis.frame = frame;
  }`);
  const heard = (): Promise<unknown> => page.evaluate('frame.contentWindow.events');
  await expect.poll(heard).toEqual(['open', ANSWER]);
  await page.evaluate(`frame.contentWindow.socket.send('${COUNT}')`);
  await expect.poll(heard).toEqual(['open', ANSWER, ANSWER]);
});

it('a sandboxed frame in an enabled page is not served', async () => {
  await open('/blank');
  const before = stack.frames.length;
  await page.evaluate(`{
    onmessage = ({ data }) => { globalThis.heard = data; };
    const frame = document.createElement('iframe');
    frame.sandbox = 'allow-scripts';
    frame.srcdoc = ${JSON.stringify(`<script>${SOCKET_SCRIPT}
      socket.addEventListener('close', () => parent.postMessage(events, '*'));</script>`)};
    document.body.append(frame);
  }`);
  await expect.poll(() => page.evaluate('globalThis.heard'), { timeout: 10_000 }).toEqual(['error', 1006]);
  expect(stack.frames.slice(before).filter(({ data }) => data.includes('vendor.call'))).toEqual([]);
});

it('the popup’s button keeps the focus while it checks', async () => {
  const popup = await stack.popup();
  await (await popup.waitForSelector('button[aria-disabled="false"]'))?.focus();
  await popup.keyboard.press('Enter');
  await popup.waitForSelector('button[aria-disabled="false"]');
  expect(await popup.evaluate('document.activeElement.localName')).toBe('button');
  await popup.close();
});
