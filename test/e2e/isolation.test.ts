import { afterAll, beforeAll, expect, it } from 'vitest';
import { isMessageType, MESSAGES, PORTS } from '../../extension/messages/index.js';
import { REQUESTS } from '../../extension/messages/testing/requests.js';
import { type Portal, startPortal } from '../portal/server.js';
import { click, failureText, type PortalStack, showCaLogin, startPortalStack } from './portal-stack.js';
import { inRelayWorld } from './relay-world.js';

const COMPANIES = ['衡水甲公司', '衡水乙公司', '衡水丙公司'];
let stack: PortalStack;
let stranger: Portal;
let local: Portal;

beforeAll(async () => {
  stranger = await startPortal({ issuers: [], host: 'stranger.test' });
  local = await startPortal({ issuers: [], host: '127.0.0.1' });
  stack = await startPortalStack({
    identities: COMPANIES.map((company, index) => ({ company, uniqueId: `1@demo-${index}` })),
    strangers: [stranger.origin],
  });
});

afterAll(async () => {
  await stack.close();
  await stranger.close();
  await local.close();
});

it('ten pages at once keep ten vendor states', async () => {
  const pages = await Promise.all(Array.from({ length: 10 }, () => stack.open(`${stack.portal.origin}/blank.html`)));
  // Every page sets its certificate before any page reads one.
  await Promise.all(
    pages.map((page, index) =>
      page.evaluate(async (certificate) => {
        const socket = new WebSocket('ws://localhost:17212/test');
        await new Promise((resolve) => socket.addEventListener('open', resolve));
        const call = (frame: string): Promise<string> =>
          new Promise((resolve) => {
            socket.onmessage = ({ data }) => resolve(String(data));
            socket.send(frame);
          });
        Object.assign(window, { call });
        await call(`1|GetSignCert|{"index":${certificate}}`);
      }, index % COMPANIES.length),
    ),
  );
  const owners = await Promise.all(
    pages.map((page) =>
      page.evaluate(async () => {
        const { call } = window as unknown as { call: (frame: string) => Promise<string> };
        const answer = await call('1|GetSubjectItem|{"index":0}');
        return (JSON.parse(answer.split('|')[2] ?? '') as { content: string }).content;
      }),
    ),
  );
  const order = await pages[0]?.evaluate(async () => {
    const { call } = window as unknown as { call: (frame: string) => Promise<string> };
    const names: string[] = [];
    for (const index of [0, 1, 2]) {
      await call(`1|GetSignCert|{"index":${index}}`);
      const answer = await call('1|GetSubjectItem|{"index":0}');
      names.push((JSON.parse(answer.split('|')[2] ?? '') as { content: string }).content);
    }
    return names;
  });
  expect([...(order ?? [])].sort()).toEqual([...COMPANIES].sort());
  expect(owners).toEqual(owners.map((_, index) => order?.[index % COMPANIES.length]));
  expect(stack.windows.shown).toEqual([]);
  await Promise.all(pages.map((page) => page.close()));
});

it('a page that embeds the portal without being enabled gets no certificate through it', async () => {
  const target = `${stack.portal.origin}/login.html`;
  const page = await stack.open(`${stranger.origin}/frame.html?src=${encodeURIComponent(target)}`);
  const frame = await page.waitForFrame((candidate) => candidate !== page.mainFrame());
  await (await frame.waitForSelector('#tab-ca', { visible: true }))?.click();
  await (await frame.waitForSelector('#ca-login', { visible: true }))?.click();
  const alert = await frame.waitForSelector('#failure', { visible: true });
  expect(await alert?.evaluate(({ textContent }) => textContent)).toContain('请安装并启动');
  expect(stack.windows.shown).toEqual([]);
});

it('a page of this computer, which the browser lets through, cannot reach the bridge itself', async () => {
  const page = await stack.open(`${local.origin}/blank.html`);
  const outcome = await page.evaluate(
    (port) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/`, 'proof.v1');
        socket.onopen = () => resolve('open');
        socket.onclose = ({ code }) => resolve(code);
      }),
    stack.bridge.port,
  );
  expect(outcome).toBe(1006);
});

it('the certificate is chosen in our window where there are several', async () => {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  await click(page, '#ca-login');
  const chooser = await stack.windows.next();
  expect(chooser.window.kind).toBe('choose');
  const wanted = chooser.window.rows?.findIndex((row) => row.join().includes('衡水乙公司')) ?? -1;
  chooser.choose(wanted);
  const password = await stack.windows.next();
  expect(password.window.description).toContain('衡水乙公司');
  password.cancel();
  expect(await failureText(page)).toContain('您取消了');
  expect(stack.windows.shown.map(({ kind }) => kind)).toEqual(['choose', 'password']);
});

it('a page that writes itself anew keeps its way to us', async () => {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  const answer = await page.evaluate(async () => {
    document.open();
    document.write('<!doctype html><title>written</title><p>written</p>');
    document.close();
    await new Promise((resolve) => setTimeout(resolve));
    const socket = new WebSocket('ws://localhost:17212/test');
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    return new Promise((resolve) => {
      socket.onmessage = ({ data }) => resolve(data);
      socket.send('1|GetCertCount');
    });
  });
  expect(answer).toBe('1|GetCertCount|{"ret":0,"msg":"","count":3}');
  await page.close();
});

it('whoever takes over the relay’s world gets nothing of what our own pages may ask', async () => {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  const before = stack.frames.length;
  const ours = Object.entries(REQUESTS).flatMap(([type, requests]) =>
    isMessageType(type) && MESSAGES[type].sender === 'own' ? requests : [],
  );
  expect(ours.length).toBeGreaterThan(0);
  const answers = await inRelayWorld(
    page,
    `Promise.all(${JSON.stringify(ours)}.map((request) =>
      chrome.runtime.sendMessage(request).then((answer) => answer ?? null, () => null)))`,
  );
  expect(answers).toEqual(ours.map(() => null));
  const ports = await inRelayWorld(
    page,
    `Promise.all(${JSON.stringify(Object.keys(PORTS))}.map((name) => new Promise((resolve) => {
      const port = chrome.runtime.connect({ name });
      port.onDisconnect.addListener(() => resolve([name, 'ended']));
      port.onMessage.addListener(({ type }) => resolve([name, type]));
      if (name === 'vendor') port.postMessage({ type: 'open', socket: 'a'.repeat(32), service: 'seal', ancestors: [] });
    })))`,
  );
  expect(ports).toEqual([
    ['vendor', 'opened'],
    ['popup', 'ended'],
  ]);
  expect(stack.frames.slice(before).filter(({ data }) => /"method":"(?!hello|vendor|beat)/.test(data))).toEqual([]);
  await page.close();
});
