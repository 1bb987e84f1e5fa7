import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Portal, startPortal } from './server.js';
import { selfSigned } from './tls.js';

let portal: Portal;

beforeAll(async () => {
  portal = await startPortal({ issuers: [] });
});
afterAll(() => portal.close());

function post(body: string | ReadableStream, contentType = 'application/json'): Promise<Response> {
  const init = { method: 'POST', headers: { 'content-type': contentType }, body, duplex: 'half' };
  return fetch(`http://127.0.0.1:${portal.port}/api/login`, init);
}

/** Sends the path as it is, which fetch would tidy up. */
async function raw(path: string, method = 'GET'): Promise<{ status: number | undefined; body: string }> {
  const request = httpRequest({ host: '127.0.0.1', port: portal.port, path, method }).end();
  const [response] = await once(request, 'response');
  return { status: response.statusCode, body: await text(response) };
}

describe('addresses', () => {
  it('has the public name and its port in the origin', () => {
    expect(portal.origin).toBe(`http://portal.test:${portal.port}`);
  });

  it.each([
    ['/login.html', '衡水人社一体化服务平台'],
    ['/login.html?login=pin', '衡水人社一体化服务平台'],
    ['/frame.html?src=x', 'iframe'],
    ['/blank.html', '空白页'],
    ['/helper-client.js', 'ws://localhost:17212/test'],
    ['/lib/vue.js', 'Vue.js v2.7'],
    ['/lib/element-ui/index.js', 'element'],
    ['/lib/element-ui/index.css', 'fonts/element-icons.woff'],
  ])('serves %s', async (path, part) => {
    const { status, body } = await raw(path);
    expect(status).toBe(200);
    expect(body).toContain(part);
  });

  it.each([
    '/../server.ts',
    '/pages/login.html',
    '/%2e%2e/server.ts',
    '/..%2fserver.ts',
    '/..\\server.ts',
    '/lib/../../server.ts',
    '/lib/element-ui/../../../package.json',
    '//',
    '//login.html',
    '/constructor',
    '/api/nothing',
  ])('has nothing at %s', async (path) => {
    const { status, body } = await raw(path);
    expect(status).toBe(404);
    expect(JSON.parse(body)).toEqual({ reason: 'not-found', message: '页面不存在' });
  });

  it('takes actions by POST alone', async () => {
    expect((await raw('/api/login')).status).toBe(405);
    expect((await raw('/login.html', 'DELETE')).status).toBe(405);
  });
});

describe('bodies', () => {
  it.each(['', '{', '[]', 'null', '"text"', '{"account":1,"password":"x"}', '{"account":"13110001"}'])(
    'refuses %j as malformed',
    async (body) => {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ reason: 'malformed', message: '请求格式不正确' });
    },
  );

  it('refuses a media type that a form of another site could send', async () => {
    const login = JSON.stringify({ account: '13110001', password: '123456' });
    expect((await post(login, 'text/plain')).status).toBe(400);
  });

  it.each([
    ['with its length', () => 'x'.repeat(3_000_000)],
    ['in chunks', () => new Blob(['x'.repeat(3_000_000)]).stream()],
  ])('refuses a large one that comes %s, and answers', async (_, body) => {
    const response = await post(body());
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ reason: 'too-large', message: '请求内容过大' });
  });
});

describe('https', () => {
  async function getOverTls(port: number, ca: string): Promise<string> {
    const request = httpsRequest({ host: '127.0.0.1', port, path: '/login.html', servername: 'ca.test', ca }).end();
    const [response] = await once(request, 'response');
    return text(response);
  }

  it('serves with a given certificate', async () => {
    const identity = await selfSigned('ca.test');
    const secure = await startPortal({ issuers: [], host: 'ca.test', https: identity });
    expect(secure.origin).toBe(`https://ca.test:${secure.port}`);
    expect(await getOverTls(secure.port, identity.cert)).toContain('衡水人社一体化服务平台');
    await secure.close();
  });

  it('makes its own certificate where none is given, and marks the cookie Secure', async () => {
    const secure = await startPortal({ issuers: [], https: true });
    const request = httpsRequest({
      host: '127.0.0.1',
      port: secure.port,
      path: '/api/ca/random',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      rejectUnauthorized: false,
    }).end('{}');
    const [response] = await once(request, 'response');
    expect(response.headers['set-cookie'][0]).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
    await text(response);
    await secure.close();
  });
});
