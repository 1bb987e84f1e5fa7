import { randomBytes, verify, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PortalStack, startPortalStack } from './portal-stack.js';

let stack: PortalStack;

beforeAll(async () => {
  stack = await startPortalStack();
});

afterAll(() => stack.close());

it('a page signs a document of megabytes, and one beyond the limit is refused in words', async () => {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await page.evaluate(`
    const socket = new WebSocket('ws://localhost:17212/test');
    const opened = new Promise((resolve) => { socket.onopen = resolve; });
    const ask = async (fn, members) => {
      await opened;
      socket.send('1|' + fn + '|{' + members + '}');
      return new Promise((resolve) => {
        socket.onmessage = ({ data }) => resolve(JSON.parse(data.slice(data.indexOf('{'))));
      });
    };
  `);
  const ask = (fn: string, members = ''): Promise<Record<string, unknown>> =>
    page.evaluate(`ask(${JSON.stringify(fn)}, ${JSON.stringify(members)})`) as Promise<Record<string, unknown>>;

  await ask('SelectSignCert');
  const { cert } = await ask('GetCertB64');
  const document = randomBytes(5_000_000);
  const answer = ask('SignB64', `"b64data":"${document.toString('base64')}"`);
  const window = await stack.windows.next();
  expect(window.window.description).toContain('5000000 字节');
  window.password(stack.password);
  const { ret, signature } = await answer;
  const { publicKey } = new X509Certificate(Buffer.from(String(cert), 'base64'));
  expect(ret).toBe(0);
  expect(verify('sha1', document, publicKey, Buffer.from(String(signature), 'base64'))).toBe(true);

  const refused = await ask('SignB64', `"b64data":"${'A'.repeat(12_000_000)}"`);
  expect(refused.msg).toContain('网页发来的内容太大');
});
