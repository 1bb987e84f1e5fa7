import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PasswordTries, SignatureText } from '../../../shared/text/window-facts.js';
import { WINDOW_TEXT } from '../../../shared/text/windows.js';
import type { Prompts } from '../../ports.js';
import { createLinuxPrompts } from './linux.js';

const run = promisify(execFile);
const PROGRAMS = ['Xvfb', 'xdotool', 'pinentry-gtk-2', 'zenity'];
const missing = PROGRAMS.filter((program) => !isInPath(program));
if (missing.length > 0) console.warn(`The real windows are not tried: ${missing.join(', ')} missing.`);

const TEXT = WINDOW_TEXT['zh-CN'];
const REQUEST: SignatureText & PasswordTries = {
  wrong: false,
  left: 'unknown',
  site: 'http://10.1.2.3:7001',
  insecure: true,
  owner: '衡水市某某新能源科技股份有限公司',
  demo: true,
  expired: false,
  content: { kind: 'text', shown: 'a1b2c3d4e5f60718293a4b5c6d7e8f90', length: 32, code: '' },
};

function isInPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      // Not in this folder.
      return false;
    }
  });
}

/** Starts an X server without a screen on a free display; resolves with its number. */
async function startDisplay(): Promise<{ server: ChildProcess; display: string }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    let text = '';
    (server.stdio[3] as Readable).on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { server, display: `:${number}` };
}

describe.skipIf(missing.length > 0)('the real pinentry and zenity', { timeout: 60_000 }, () => {
  let server: ChildProcess;
  let env: NodeJS.ProcessEnv;
  let prompts: Prompts;

  beforeAll(async () => {
    const started = await startDisplay();
    server = started.server;
    env = { PATH: process.env.PATH, HOME: process.env.HOME, DISPLAY: started.display };
    prompts = createLinuxPrompts({
      pinentry: 'pinentry-gtk-2',
      zenity: 'zenity',
      timeoutMs: 50_000,
      language: 'zh-CN',
      env,
      log: { event: () => undefined },
    });
  }, 30_000);

  afterAll(() => {
    server.kill();
  });

  /** Waits until a window with this title is on the screen and has the keyboard, then presses keys. */
  async function inWindow(title: string, ...actions: string[][]): Promise<void> {
    const { stdout } = await run('xdotool', ['search', '--sync', '--onlyvisible', '--name', `^${title}$`], { env });
    const id = stdout.trim().split('\n')[0] ?? '';
    await run('xdotool', ['windowfocus', '--sync', id], { env });
    for (const action of actions) await run('xdotool', action, { env });
  }

  const opened: AbortController[] = [];
  /** A signal that closes the window after the test, should it still be open. */
  function signal(): AbortSignal {
    const controller = new AbortController();
    opened.push(controller);
    return controller.signal;
  }
  afterEach(() => {
    for (const controller of opened.splice(0)) controller.abort();
  });

  const password = TEXT.signPassword(REQUEST);
  const confirm = TEXT.signConfirm(REQUEST);
  const choice = TEXT.chooseCertificate(REQUEST, [
    { owner: '甲 <公司> & \\n', issuer: '河北CA', notAfter: '2027-03-01T00:00:00Z', demo: true, expired: true },
    { owner: '--help', issuer: '', notAfter: '2027-03-01T00:00:00Z', demo: false, expired: false },
  ]);

  it('are available on this display, and not on one that is not there', async () => {
    expect(await prompts.available()).toEqual({ password: true, confirm: true });
    const elsewhere = createLinuxPrompts({
      pinentry: 'pinentry-gtk-2',
      zenity: 'zenity',
      timeoutMs: 50_000,
      language: 'zh-CN',
      env: { ...env, DISPLAY: ':60000' },
      log: { event: () => undefined },
    });
    expect(await elsewhere.available()).toEqual({ password: false, confirm: false });
    expect(await elsewhere.password(password, signal())).toEqual({ kind: 'unavailable' });
    expect(await elsewhere.confirm(confirm, signal())).toEqual({ kind: 'unavailable' });
  });

  it('a typed password and Enter', async () => {
    const answer = prompts.password({ ...password, error: '口令不对' }, signal());
    await inWindow(password.title, ['type', 'aB1%25'], ['key', 'Return']);
    expect(await answer).toEqual({ kind: 'answered', value: Buffer.from('aB1%25') });
  });

  it('a new password, typed twice the same after it was not', async () => {
    const window = TEXT.newPassword({ ...REQUEST, minBytes: 6, maxBytes: 16, problem: 'initial' });
    const answer = prompts.newPassword(window, signal());
    await inWindow(
      window.title,
      ['type', 'aB1%25'],
      // Past the button that shows the password.
      ['key', 'Tab', 'Tab'],
      ['type', 'other'],
      ['key', 'Return'],
      // The first one is selected now, and the second is emptied with its first letter.
      ['type', 'aB1%25'],
      ['key', 'Tab', 'Tab'],
      ['type', 'aB1%25'],
      ['key', 'Return'],
    );
    expect(await answer).toEqual({ kind: 'answered', value: Buffer.from('aB1%25') });
  });

  it('Enter closes a notice', async () => {
    const window = TEXT.passwordChange({ ...REQUEST, outcome: { ok: true, value: undefined } });
    const closed = prompts.notice(window, signal());
    await inWindow(window.title, ['key', 'Return']);
    await closed;
  });

  it('Escape cancels the password', async () => {
    const answer = prompts.password(password, signal());
    await inWindow(password.title, ['key', 'Escape']);
    expect(await answer).toEqual({ kind: 'cancelled' });
  });

  it('Enter refuses a confirm', async () => {
    const answer = prompts.confirm(confirm, signal());
    await inWindow(confirm.title, ['key', 'Return']);
    expect(await answer).toEqual({ kind: 'cancelled' });
  });

  it('agreeing takes a move to the other button', async () => {
    const answer = prompts.confirm(confirm, signal());
    await inWindow(confirm.title, ['key', 'Tab'], ['key', 'Return']);
    expect(await answer).toEqual({ kind: 'answered', value: true });
  });

  it('the further button of a confirm is told from its yes and its no', async () => {
    const window = TEXT.signConfirm(REQUEST, 30);
    const answer = prompts.confirm(window, signal());
    // Past the yes and the text, which can be selected.
    await inWindow(window.title, ['key', 'Tab'], ['key', 'Tab'], ['key', 'Tab'], ['key', 'Return']);
    expect(await answer).toEqual({ kind: 'answered', value: 'remember' });
    for (const [keys, value] of [
      [[['key', 'Return']], { kind: 'cancelled' }],
      [
        [
          ['key', 'Tab'],
          ['key', 'Return'],
        ],
        { kind: 'answered', value: true },
      ],
    ] as const) {
      const again = prompts.confirm(window, signal());
      await inWindow(window.title, ...keys.map((action) => [...action]));
      expect(await again).toEqual(value);
    }
  });

  it('typed digits and Enter answer an entry, Escape refuses it', async () => {
    const window = TEXT.pairing({ program: '/opt/a_b/chromium', user: 'clerk', error: null, triesLeft: 3 });
    const answer = prompts.entry(window, signal());
    await inWindow(window.title, ['type', '012345'], ['key', 'Return']);
    expect(await answer).toEqual({ kind: 'answered', value: '012345' });
    const refused = prompts.entry(window, signal());
    await inWindow(window.title, ['key', 'Escape']);
    expect(await refused).toEqual({ kind: 'cancelled' });
  });

  it('a row of the list is chosen with the keyboard', async () => {
    const answer = prompts.choose(choice, signal());
    await inWindow(choice.title, ['key', 'End'], ['key', 'Return']);
    expect(await answer).toEqual({ kind: 'answered', value: 1 });
  });

  it('a window that nobody answers closes when its time is over', async () => {
    const hasty = createLinuxPrompts({
      pinentry: 'pinentry-gtk-2',
      zenity: 'zenity',
      timeoutMs: 1_000,
      language: 'zh-CN',
      env,
      log: { event: () => undefined },
    });
    expect(await hasty.password(password, signal())).toEqual({ kind: 'timeout' });
    expect(await hasty.confirm(confirm, signal())).toEqual({ kind: 'timeout' });
  });
});
