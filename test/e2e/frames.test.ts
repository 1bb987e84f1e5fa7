import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { callerOf } from '../../extension/background/caller.js';
import type { Sender } from '../../extension/background/sender.js';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { type Stack, startStack } from './harness.js';
import { until } from './wait.js';

const COUNT = '1|GetCertCount';
const ANSWER = '1|GetCertCount|{"ret":0,"msg":"","count":1}';

/** What a document says of its socket to the vendor's address. */
interface Told {
  readonly name: string;
  /** Whose constructor it found. */
  readonly socket: 'ours' | 'the platform’s';
  /** Whether it was shown only after it had been loaded. */
  readonly prerendered: boolean;
  readonly events: readonly unknown[];
}

/** A socket as the service worker gets it. */
interface Opened {
  readonly sender: Sender;
  readonly ancestors: readonly string[];
}

let server: Server;
let port: number;
let told: Told[] = [];
/** Addresses that were asked for. */
const asked: string[] = [];
let stack: Stack;
/** Two sites that are enabled, and one that is not. */
let portal: string;
let bureau: string;
let evil: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://server');
    if (pathname === '/told') told.push(JSON.parse(searchParams.get('what') ?? '') as Told);
    asked.push(pathname);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html>${searchParams.get('html') ?? ''}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  portal = `http://portal.test:${port}`;
  bureau = `http://bureau.test:${port}`;
  evil = `http://evil.test:${port}`;
  stack = await startStack({ origins: [portal, bureau], strangers: [evil] });
  await stack.inWorker(`{
    globalThis.opened = [];
    chrome.runtime.onConnect.addListener((port) => port.onMessage.addListener(({ type, ancestors }) => {
      if (type === 'open') opened.push({ sender: port.sender, ancestors });
    }));
  }`);
});

afterEach(async () => {
  for (const page of (await stack.browser.pages()).slice(1)) await page.close();
  told = [];
  await stack.inWorker('opened.splice(0)');
});

afterAll(async () => {
  console.log(
    'not tried: <fencedframe>, which takes an address on secure pages alone; <portal>, which Chromium has given up; a renderer that lies about the frames in between; Chrome before 119, where frames of about:, blob: and data: keep the platform’s socket',
  );
  await stack.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** The script of a document that opens a socket, asks one question, and tells what happened. */
function probe(name = 'probe'): string {
  return `
    globalThis.events = [];
    const tell = () => fetch('${portal}/told?what=' + encodeURIComponent(JSON.stringify({
      name: '${name}',
      socket: Symbol.for('ca-socket') in globalThis ? 'ours' : 'the platform’s',
      prerendered: performance.getEntriesByType('navigation')[0]?.activationStart > 0,
      events,
    })), { mode: 'no-cors' });
    globalThis.socket = new WebSocket('ws://localhost:17212/test');
    socket.onopen = () => { events.push('open'); socket.send('${COUNT}'); };
    socket.onmessage = ({ data }) => { events.push(data); tell(); };
    socket.onclose = ({ code }) => { events.push(code); tell(); };`;
}

const script = (text: string): string => `<script>${text}</script>`;
const probing = (): string => script(probe());
const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** The address of a page of a site with this content. */
function at(origin: string, html: string): string {
  return `${origin}/page?html=${encodeURIComponent(html)}`;
}

function frame(address: string, attributes = ''): string {
  return `<iframe ${attributes} src="${attribute(address)}"></iframe>`;
}

function written(html: string): string {
  // The end of the inner script would end the outer.
  return JSON.stringify(html).replaceAll('</script', '<\\/script');
}

interface Row {
  readonly address: () => string;
  readonly socket: Told['socket'];
  /** The caller that the bridge is told, with the origins around it, or the reason of the refusal; null where we are not asked. */
  readonly outcome: (() => { readonly origin: string; readonly ancestors: readonly string[] }) | string | null;
}

const servedIn = (...ancestors: readonly (() => string)[]) => ({
  socket: 'ours' as const,
  outcome: () => ({ origin: portal, ancestors: ancestors.map((origin) => origin()) }),
});
const refused = (reason: 'site.frameRefused' | 'site.notEnabled') => ({ socket: 'ours' as const, outcome: reason });
const untouched = { socket: 'the platform’s', outcome: null } as const;
const PORTAL = (): string => portal;

const ROWS: Readonly<Record<string, Row>> = {
  'a tab': { address: () => at(portal, probing()), ...servedIn() },
  'a tab of a site that is not enabled': { address: () => at(evil, probing()), ...untouched },
  'a frame of the same site': { address: () => at(portal, frame(at(portal, probing()))), ...servedIn(PORTAL) },
  'a frame in another enabled site': {
    address: () => at(bureau, frame(at(portal, probing()))),
    ...servedIn(() => bureau),
  },
  'a frame in a site that is not enabled': {
    address: () => at(evil, frame(at(portal, probing()))),
    ...refused('site.frameRefused'),
  },
  'a frame, hidden, in a site that is not enabled': {
    address: () => at(evil, frame(at(portal, probing()), 'hidden')),
    ...refused('site.frameRefused'),
  },
  'a frame in a site that sends no referrer': {
    address: () => at(evil, frame(at(portal, probing()), 'referrerpolicy="no-referrer"')),
    ...refused('site.frameRefused'),
  },
  'a frame of a site that is not enabled, in an enabled one': {
    address: () => at(portal, frame(at(evil, probing()))),
    ...untouched,
  },
  'enabled in enabled in enabled': {
    address: () => at(portal, frame(at(bureau, frame(at(portal, probing()))))),
    ...servedIn(() => bureau, PORTAL),
  },
  'enabled in not enabled in enabled': {
    address: () => at(portal, frame(at(evil, frame(at(portal, probing()))))),
    ...refused('site.frameRefused'),
  },
  'enabled in enabled in not enabled': {
    address: () => at(evil, frame(at(portal, frame(at(portal, probing()))))),
    ...refused('site.frameRefused'),
  },
  'a sandboxed frame': {
    address: () => at(portal, frame(at(portal, probing()), 'sandbox="allow-scripts"')),
    ...refused('site.notEnabled'),
  },
  'a sandboxed frame that keeps its origin': {
    address: () => at(portal, frame(at(portal, probing()), 'sandbox="allow-scripts allow-same-origin"')),
    ...servedIn(PORTAL),
  },
  'a frame below a sandboxed one': {
    address: () => at(portal, frame(at(portal, frame(at(portal, probing()))), 'sandbox="allow-scripts"')),
    ...refused('site.notEnabled'),
  },
  srcdoc: {
    address: () => at(portal, `<iframe srcdoc="${attribute(probing())}"></iframe>`),
    ...servedIn(PORTAL),
  },
  'srcdoc, sandboxed': {
    address: () => at(portal, `<iframe sandbox="allow-scripts" srcdoc="${attribute(probing())}"></iframe>`),
    ...refused('site.notEnabled'),
  },
  'srcdoc in a site that is not enabled': {
    address: () => at(evil, `<iframe srcdoc="${attribute(probing())}"></iframe>`),
    ...untouched,
  },
  'about:blank that the page writes': {
    address: () => at(portal, writesInto("document.body.appendChild(document.createElement('iframe')).contentWindow")),
    ...servedIn(PORTAL),
  },
  'a frame whose address is a script': {
    address: () => at(portal, `${frame(`javascript:${JSON.stringify(probing())}`)}`),
    ...servedIn(PORTAL),
  },
  'a data: document': {
    address: () => at(portal, frame(`data:text/html;charset=utf-8,${encodeURIComponent(probing())}`)),
    ...refused('site.notEnabled'),
  },
  'a blob: document': {
    address: () =>
      at(
        portal,
        script(`const blob = new Blob([${written(probing())}], { type: 'text/html' });
          onload = () => { document.body.appendChild(document.createElement('iframe')).src = URL.createObjectURL(blob); };`),
      ),
    ...servedIn(PORTAL),
  },
  object: { address: () => at(portal, `<object data="${attribute(at(portal, probing()))}">`), ...servedIn(PORTAL) },
  embed: { address: () => at(portal, `<embed src="${attribute(at(portal, probing()))}">`), ...servedIn(PORTAL) },
  'object in a site that is not enabled': {
    address: () => at(evil, `<object data="${attribute(at(portal, probing()))}">`),
    ...refused('site.frameRefused'),
  },
  'embed in a site that is not enabled': {
    address: () => at(evil, `<embed src="${attribute(at(portal, probing()))}">`),
    ...refused('site.frameRefused'),
  },
  'a frameset': {
    address: () => at(portal, `<frameset><frame src="${attribute(at(portal, probing()))}"></frameset>`),
    ...servedIn(PORTAL),
  },
  'a Web Worker': {
    address: () => at(portal, script(`new Worker(URL.createObjectURL(new Blob([${written(probe())}])));`)),
    ...untouched,
  },
};

/** A script that writes the probe into the window that an expression makes. */
function writesInto(made: string): string {
  return script(`onload = () => {
    const { document: child } = ${made};
    child.open();
    child.write(${written(probing())});
    child.close();
  };`);
}

it.each(Object.entries(ROWS))('%s', async (_, { address, socket, outcome }) => {
  const before = stack.frames.length;
  await (await stack.browser.newPage()).goto(address());
  await expectTold(socket, outcome, before);
});

/** What the page saw, what the bridge was told, and what our rule makes of what the browser says about the sender. */
async function expectTold(socket: Told['socket'], outcome: Row['outcome'], before: number): Promise<void> {
  const [document] = await until('the document to tell', () => (told.length > 0 ? told : null));
  expect(document).toMatchObject({
    socket,
    events: typeof outcome === 'function' ? ['open', ANSWER] : [1006],
  });
  const calls = callers(before);
  const opened = (await stack.inWorker('opened')) as Opened[];
  const verdicts = opened.map(({ sender, ancestors }) =>
    callerOf(sender, ancestors, EXTENSION_ID, new Set([portal, bureau])),
  );
  if (typeof outcome === 'function') {
    const caller = outcome();
    expect(calls).toEqual([expect.objectContaining(caller)]);
    expect(verdicts).toEqual([{ ok: true, value: calls[0] }]);
    expect(calls[0]?.frame === 0).toBe(caller.ancestors.length === 0);
  } else {
    expect(calls).toEqual([]);
    expect(verdicts).toEqual(outcome === null ? [] : [{ ok: false, reason: outcome }]);
  }
}

interface SentCaller {
  readonly frame: number;
}

/** The callers of the page frames that went to the bridge since. */
function callers(before: number): SentCaller[] {
  return stack.frames
    .slice(before)
    .filter(({ from, data }) => from === 'extension' && data.includes('"method":"vendor.call"'))
    .map(({ data }) => (JSON.parse(data) as { readonly caller: SentCaller }).caller);
}

it.each(['', 'about:blank'])('a window of the address “%s” that the page writes', async (address) => {
  const before = stack.frames.length;
  const page = await stack.open(at(portal, writesIntoOpened(address)));
  await page.click('button');
  const { socket, outcome } = servedIn();
  await expectTold(socket, outcome, before);
});

/** A page whose button opens a window and writes the probe into it. */
function writesIntoOpened(address: string): string {
  return `<button>open</button>${script(`document.querySelector('button').onclick = () => {
    const { document: child } = open('${address}');
    child.write(${written(probing())});
    child.close();
  };`)}`;
}

it('a window that a site that is not enabled opens is the user’s to see, and its tab is served', async () => {
  const before = stack.frames.length;
  const opener = `<button>open</button>${script(`document.querySelector('button').onclick = () => open(${JSON.stringify(at(portal, probing()))});`)}`;
  const page = await stack.open(at(evil, opener));
  await page.click('button');
  const { socket, outcome } = servedIn();
  await expectTold(socket, outcome, before);
});

it('a page that is prerendered waits, and is served once it is shown', async () => {
  const before = stack.frames.length;
  const address = at(portal, script(`${probe()} onload = () => fetch('/loaded-' + document.prerendering);`));
  const rules = { prerender: [{ source: 'list', urls: [address], eagerness: 'immediate' }] };
  const page = await stack.open(at(portal, `<script type="speculationrules">${JSON.stringify(rules)}</script>`));
  await until('the page to be prerendered', () => asked.includes('/loaded-true'));
  expect([callers(before), told, await stack.inWorker('opened')]).toEqual([[], [], []]);
  // The page itself tells what it saw: its frame takes the place of the one that the test holds.
  await page.evaluate(`setTimeout(() => { location.href = ${JSON.stringify(address)}; })`);
  const { socket, outcome } = servedIn();
  await expectTold(socket, outcome, before);
  expect(told[0]?.prerendered).toBe(true);
});

it('a page that comes back from the back/forward cache sees its connection as lost, and is served anew', async () => {
  const before = stack.frames.length;
  const page = await stack.open(at(portal, probing()));
  const heard = (): Promise<unknown> => page.evaluate('globalThis.events');
  await expect.poll(heard).toEqual(['open', ANSWER]);
  await page.evaluate('onpageshow = ({ persisted }) => { globalThis.persisted = persisted; }');
  await page.goto(`${portal}/blank`);
  await page.goBack();
  expect(await page.evaluate('globalThis.persisted')).toBe(true);
  await expect.poll(heard).toEqual(['open', ANSWER, 1006]);
  await page.evaluate(`${probe('again').replace('const tell', 'globalThis.tell')}`);
  await expect.poll(heard).toEqual(['open', ANSWER]);
  expect(callers(before)).toHaveLength(2);
});

it('a frame that goes from no address to a page of the site is served there once', async () => {
  const page = await stack.open(`${portal}/blank`);
  await page.evaluate(`{
    const frame = document.createElement('iframe');
    document.body.append(frame);
    new frame.contentWindow.WebSocket('ws://localhost:17212/test');
    frame.src = ${JSON.stringify(at(portal, probing()))};
    globalThis.frame = frame;
  }`);
  const heard = (): Promise<unknown> => page.evaluate('frame.contentWindow.events');
  await expect.poll(heard).toEqual(['open', ANSWER]);
  await page.evaluate(`frame.contentWindow.socket.send('${COUNT}')`);
  await expect.poll(heard).toEqual(['open', ANSWER, ANSWER]);
});
