// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { beforeAll, expect, test, vi } from 'vitest';
import { PageObserver } from './observer.js';

const ROOT = join(import.meta.dirname, '../../..');
const COMPANY = '衡水金保科技有限公司';
const observer = new PageObserver();

function run(...files: readonly string[]): void {
  for (const file of files) runInThisContext(readFileSync(join(ROOT, file), 'utf8'));
}

beforeAll(() => {
  const session = { account: '13110001', company: COMPANY, way: 'ca', bound: true, mustChangePassword: false };
  vi.stubGlobal('fetch', async () => Response.json(session));
  vi.stubGlobal('createHelperClient', () => ({}));
  vi.spyOn(console, 'info').mockReturnValue();
  run(
    'node_modules/vue/dist/vue.js',
    'node_modules/element-ui/lib/index.js',
    'test/portal/pages/menu.js',
    'test/portal/pages/portal.js',
  );
  observer.listen();
});

/** Opens a page of the portal's double, with its own title and scripts. */
async function open(name: string, shows: string): Promise<void> {
  const page = readFileSync(join(ROOT, `test/portal/pages/${name}.html`), 'utf8');
  document.title = /<title>(.*)<\/title>/.exec(page)?.[1] ?? '';
  document.body.innerHTML = '<div id="app"></div>';
  // Their scripts share one global scope here, which a page has for itself.
  runInThisContext(`{${readFileSync(join(ROOT, `test/portal/pages/${name}.js`), 'utf8')}}`);
  await vi.waitFor(() => expect(document.body.textContent).toContain(shows));
}

function hit(selector: string): void {
  const event = new Event('pointerdown', { bubbles: true, composed: true });
  document.querySelector(selector)?.dispatchEvent(Object.defineProperty(event, 'isTrusted', { value: true }));
}

const claims = () => observer.claims('1|SignText|{}');

test('before the login the portal shows no company', async () => {
  await open('login', 'CA登录');
  expect(claims()).toEqual({ purpose: 'login', company: null, code: null, acted: false });
  hit('#ca-login');
  expect(claims()).toEqual({ purpose: 'login', company: null, code: null, acted: true });
});

test('behind it, banner and table show the same one', async () => {
  await open('home', COMPANY);
  expect(claims()).toMatchObject({ company: COMPANY, code: null });
  hit('.side > .el-menu-item:nth-last-child(2) i');
  expect(claims()).toMatchObject({ purpose: 'bind', company: COMPANY });
});

test('保存 of CA绑定 binds; the certificate’s owner is no company of the page', async () => {
  await open('bind', '读取证书');
  hit('#save');
  expect(claims()).toMatchObject({ purpose: 'bind', company: COMPANY });
});
