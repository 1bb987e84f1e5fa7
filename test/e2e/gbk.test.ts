import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSoftHsm, SOFTHSM_MODULE, type SoftHsm } from '../../bridge/tokens/testing/softhsm.js';
import { WINDOW_WORDS } from '../../shared/text/window-words.js';
import { bindDirectly, click, loginOutcome, showCaLogin, startPortalStack } from './portal-stack.js';
import { type Screen, startScreen } from './screen.js';

const run = promisify(execFile);
const COMPANIES = ['衡水甲公司', '衡水乙公司'];
const PASSWORD = '口令密码-1';
const { titles } = WINDOW_WORDS['zh-CN'];

let screen: Screen;
let hsm: SoftHsm;
const issuers: string[] = [];

beforeAll(async () => {
  screen = await startScreen();
  hsm = await createSoftHsm();
  for (const company of COMPANIES) {
    await hsm.addToken(company, PASSWORD);
    const certificate = readFileSync(join(dirname(hsm.env.SOFTHSM2_CONF ?? ''), 'certificate.der'));
    issuers.push(new X509Certificate(certificate).toString());
  }
});

afterAll(async () => {
  await hsm.close();
  await screen.close();
});

/** Waits until a window with these words in its title has the keyboard, then presses keys. */
async function inWindow(title: string, ...actions: readonly string[][]): Promise<void> {
  const options = { env: { PATH: process.env.PATH, DISPLAY: screen.name, LC_ALL: 'C.UTF-8' }, timeout: 20_000 };
  const found = await run('xdotool', ['search', '--sync', '--onlyvisible', '--name', `${title}$`], options);
  const id = found.stdout.trim().split('\n')[0] ?? '';
  await run('xdotool', ['windowfocus', '--sync', id], options);
  for (const action of actions) await run('xdotool', action, options);
  // The next one may have the same title.
  const shown = () =>
    run('xdotool', ['search', '--onlyvisible', '--name', `${title}$`], options).then(
      ({ stdout }) => stdout.split('\n').includes(id),
      () => false,
    );
  await expect.poll(shown, { timeout: 20_000 }).toBe(false);
}

it('in a session of GBK the real windows show and take Chinese', async () => {
  const stack = await startPortalStack({
    windows: 'real',
    password: PASSWORD,
    env: { ...hsm.env, DISPLAY: screen.name, LANG: 'zh_CN.GBK', LANGUAGE: 'zh_CN', LC_ALL: '', LC_CTYPE: '' },
    settings: {
      demo: false,
      'tokens.modules': [SOFTHSM_MODULE],
      'programs.pinentry': 'pinentry-gtk-2',
      'programs.zenity': 'zenity',
    },
    portal: { issuers },
  });
  try {
    await Promise.all([bindDirectly(stack), inWindow(titles.choose, ['key', 'Down', 'Return'])]);
    const page = await stack.open(`${stack.portal.origin}/blank.html`);
    await showCaLogin(page, `${stack.portal.origin}/login.html`);
    await click(page, '#ca-login');
    await inWindow(titles.choose, ['key', 'Down', 'Return']);
    await inWindow(titles.sign, ['type', '--delay', '60', PASSWORD], ['key', 'Return']);
    expect(await loginOutcome(page)).toBe('home');
    expect(COMPANIES).toContain((await stack.portal.waitFor('ca-login-accepted')).owner);
  } finally {
    await stack.close();
  }
});
