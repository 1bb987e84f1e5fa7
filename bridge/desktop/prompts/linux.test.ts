import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LANGUAGES } from '../../../shared/text/language.js';
import { WINDOW_TEXT } from '../../../shared/text/windows.js';
import { type ScriptedWindows, startScriptedWindows } from '../../../test/prompts/scripted-windows.js';
import type {
  ChooseWindow,
  ConfirmWindow,
  EntryWindow,
  NewPasswordWindow,
  NoticeWindow,
  PasswordWindow,
  Prompts,
} from '../../ports.js';
import { encodeCommand } from './assuan.js';
import { AssuanConnection } from './assuan-connection.js';
import { createLinuxPrompts, type LinuxPromptsOptions } from './linux.js';

const PASSWORD: PasswordWindow = {
  title: '标题',
  description: '第一行 100%\n第二行 <b> \\n &',
  prompt: '证书口令：',
  ok: '签名',
  cancel: '取消',
};
const NEW_PASSWORD: NewPasswordWindow = { ...PASSWORD, repeat: '再输一次：', mismatch: '不一样 100%\n请再输' };
const NOTICE: NoticeWindow = { title: '--title', description: '--help\n第二行 <b> \\n & %', ok: '知道了' };
const CONFIRM: ConfirmWindow = {
  title: '--title',
  description: '--help\n第二行 <b> \\n & %',
  ok: '同意',
  cancel: '拒绝',
};
const ENTRY: EntryWindow = { ...CONFIRM, description: '--help\n/opt/a_b__c \\n <b> & %', ok: '连接' };
const CHOOSE: ChooseWindow = {
  title: '选择',
  description: '<b> \\n & --x',
  columns: ['所有者', '-机构'],
  rows: [
    ['甲公司', '河北CA'],
    ['--text=乙', ''],
    ['丙\n丁', '<b>'],
  ],
  ok: '选择',
  cancel: '取消',
};
const ENV = { PATH: process.env.PATH, DISPLAY: ':0', LANG: 'zh_CN.GB18030', SECRET_OF_BRIDGE: 'x' };
const never = () => new AbortController().signal;

let folder: string;
let windows: ScriptedWindows;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prompts-'));
  windows = await startScriptedWindows(join(folder, 'scripted'));
});

afterAll(async () => {
  await windows.close();
  await rm(folder, { recursive: true });
});

function createPrompts(changes: Partial<LinuxPromptsOptions> = {}): Prompts {
  return createLinuxPrompts({
    pinentry: windows.pinentry,
    zenity: windows.zenity,
    timeoutMs: 60_000,
    language: 'zh-CN',
    env: ENV,
    log: { event: () => undefined },
    ...changes,
  });
}

async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** A pinentry that asks once per window; notes in `NAME.txt` what it is to show beside the input. */
function oneInput(name: string, ...typed: readonly string[]): Promise<string> {
  return program(
    name,
    `echo OK hello
set -- ${typed.join(' ')}
while read command rest; do
  case "$command" in
    GETPIN) echo "D $1"; echo OK; shift ;;
    SETREPEAT*) echo "ERR 83886355 Unknown command" ;;
    SETPROMPT|SETERROR) echo "$command $rest" >> "${join(folder, name)}.txt"; echo OK ;;
    *) echo OK ;;
  esac
done`,
  );
}

describe('password', () => {
  it('shows every text as it was given and answers with the bytes', async () => {
    const answer = createPrompts().password({ ...PASSWORD, error: '口令不对\n请注意 100%' }, never());
    const open = await windows.next();
    expect(open.window).toMatchObject({ ...PASSWORD, kind: 'password', error: '口令不对\n请注意 100%' });
    open.password('123456');
    expect(await answer).toEqual({ kind: 'answered', value: Buffer.from('123456') });
  });

  it.each([
    '口令 密码',
    '%25%0A%',
    'a\rb\nc\r\n',
    ' leading and trailing ',
    '🔑é',
    '长口令'.repeat(300),
    '%'.repeat(1200),
  ])('brings any password through: %j', async (password) => {
    const answer = createPrompts().password(PASSWORD, never());
    (await windows.next()).password(password);
    expect(await answer).toEqual({ kind: 'answered', value: Buffer.from(password) });
  });

  it('lets no pinentry remember the password, and takes none that nobody typed', async () => {
    const answer = createPrompts().password(PASSWORD, never());
    const open = await windows.next();
    expect(open.window.options).toContain('lc-messages=zh_CN.UTF-8');
    expect(open.window.options?.filter((option) => option.includes('cache'))).toEqual([]);
    open.answerFromCache('123456');
    expect(await answer).toEqual({ kind: 'unavailable' });
  });

  it('asks again when Enter was pressed on an empty input', async () => {
    const answer = createPrompts().password(PASSWORD, never());
    (await windows.next()).password('');
    const again = await windows.next();
    expect(again.window.error).toBe(WINDOW_TEXT['zh-CN'].emptyPassword);
    again.password('x');
    expect(await answer).toEqual({ kind: 'answered', value: Buffer.from('x') });
  });

  it.each([
    ['cancel', 'cancelled'],
    ['timeout', 'timeout'],
    ['crash', 'unavailable'],
  ] as const)('%s ends as %s', async (action, kind) => {
    const answer = createPrompts().password(PASSWORD, never());
    (await windows.next())[action]();
    expect(await answer).toEqual({ kind });
  });

  it('refuses to show a description that a pinentry would cut', async () => {
    const before = windows.shown.length;
    const answer = await createPrompts().password({ ...PASSWORD, description: '字'.repeat(400) }, never());
    expect(answer).toEqual({ kind: 'unavailable' });
    expect(windows.shown).toHaveLength(before);
  });

  it.each([
    ['curses', 'D gtk2:curses\nOK'],
    ['garbage', 'HTTP/1.1 200 OK'],
    ['endless line', 'D '.padEnd(5000, 'a')],
  ])('does not ask a program that opens no window: %s', async (name, flavor) => {
    const pinentry = await program(
      `pinentry ${name}`,
      `echo OK hello\nread line\ncat <<'END'\n${flavor}\nEND\nwhile read line; do echo "D 123456"; echo OK; done`,
    );
    expect(await createPrompts({ pinentry }).password(PASSWORD, never())).toEqual({ kind: 'unavailable' });
  });
});

describe('a new password', () => {
  it('is typed twice in one window', async () => {
    const answer = createPrompts().newPassword({ ...NEW_PASSWORD, error: '太短' }, never());
    const open = await windows.next();
    expect(open.window).toMatchObject({ ...NEW_PASSWORD, kind: 'password', error: '太短' });
    open.password('Ab%12\n');
    expect(await answer).toEqual({ kind: 'answered', value: Buffer.from('Ab%12\n') });
  });

  it('is asked for twice by a pinentry with one input, until both are the same', async () => {
    const pinentry = await oneInput('one-input', 'first', 'second', 'same', 'same');
    const answer = await createPrompts({ pinentry }).newPassword(NEW_PASSWORD, never());
    expect(answer).toEqual({ kind: 'answered', value: Buffer.from('same') });
    const first = `SETPROMPT ${NEW_PASSWORD.prompt}`;
    const second = `SETPROMPT ${NEW_PASSWORD.repeat}`;
    const differ = 'SETERROR 不一样 100%25%0A请再输';
    expect((await readFile(join(folder, 'one-input.txt'), 'utf8')).trim().split('\n')).toEqual([
      first,
      second,
      first,
      differ,
      second,
    ]);
  });
});

describe('what was typed', () => {
  it('is wiped, but for the one answer, where one input shows the window twice', async () => {
    const handed: Buffer[] = [];
    const command = AssuanConnection.prototype.command;
    const spy = vi.spyOn(AssuanConnection.prototype, 'command').mockImplementation(async function (
      this: AssuanConnection,
      ...args
    ) {
      const reply = await command.apply(this, args);
      if (args[0] === 'GETPIN' && reply.kind === 'ok') handed.push(reply.data);
      return reply;
    });
    const pinentry = await oneInput('wiped', 'first', 'second', 'same', 'same');
    const answer = await createPrompts({ pinentry }).newPassword(NEW_PASSWORD, never());
    spy.mockRestore();
    expect(answer).toEqual({ kind: 'answered', value: Buffer.from('same') });
    const [wanted] = handed.slice(2);
    expect(handed).toHaveLength(4);
    expect(handed.filter((bytes) => bytes !== wanted && bytes.some((byte) => byte !== 0))).toEqual([]);
  });
});

describe('notice', () => {
  it('tells what it is given, and ends with the window', async () => {
    const told = createPrompts().notice(NOTICE, never());
    const open = await windows.next();
    expect(open.window).toEqual({ ...NOTICE, kind: 'notice' });
    open.accept();
    await told;
  });
});

describe('confirm', () => {
  it('shows every text as it was given, none of it taken for an option', async () => {
    const answer = createPrompts().confirm(CONFIRM, never());
    const open = await windows.next();
    expect(open.window).toEqual({ ...CONFIRM, kind: 'confirm' });
    open.accept();
    expect(await answer).toEqual({ kind: 'answered', value: true });
  });

  it.each([
    ['cancel', 'cancelled'],
    ['timeout', 'timeout'],
    ['crash', 'unavailable'],
  ] as const)('%s ends as %s', async (action, kind) => {
    const answer = createPrompts().confirm(CONFIRM, never());
    (await windows.next())[action]();
    expect(await answer).toEqual({ kind });
  });

  it('does not take a display that cannot be reached for a refusal', async () => {
    const zenity = await program('zenity-without-display', 'exit 1');
    const prompts = createPrompts({ zenity });
    expect(await prompts.confirm(CONFIRM, never())).toEqual({ kind: 'unavailable' });
    expect(await prompts.choose(CHOOSE, never())).toEqual({ kind: 'unavailable' });
  });
});

describe('a window that was refused and printed a line all the same', () => {
  const REMEMBER: ConfirmWindow = { ...CONFIRM, remember: '同意，\0半小时内不再问' };
  const refuses = (line: string) =>
    program('refuses-aloud', `case "$1" in --version) exit 0 ;; esac\ncat <<'END'\n${line}\nEND\nexit 1`);

  it.each([
    ['confirm', (prompts: Prompts) => prompts.confirm(CONFIRM, never())],
    ['confirm with a further button of another name', (prompts: Prompts) => prompts.confirm(REMEMBER, never())],
    ['choose', (prompts: Prompts) => prompts.choose(CHOOSE, never())],
    ['entry', (prompts: Prompts) => prompts.entry(ENTRY, never())],
  ])('has no answer: %s', async (_, ask) => {
    for (const line of ['0', '警告']) {
      expect(await ask(createPrompts({ zenity: await refuses(line) }))).toEqual({ kind: 'cancelled' });
    }
  });

  it('has one by the very words of its further button', async () => {
    const prompts = createPrompts({ zenity: await refuses('同意，半小时内不再问') });
    expect(await prompts.confirm(REMEMBER, never())).toEqual({ kind: 'answered', value: 'remember' });
  });
});

describe('entry', () => {
  it.each(['123456', '', ' 12 ', '１２３'])('shows all texts and answers with what was typed: %j', async (text) => {
    const answer = createPrompts().entry(ENTRY, never());
    const open = await windows.next();
    expect(open.window).toEqual({ ...ENTRY, kind: 'entry' });
    open.type(text);
    expect(await answer).toEqual({ kind: 'answered', value: text });
  });

  it('that is cancelled answers nothing', async () => {
    const answer = createPrompts().entry(ENTRY, never());
    (await windows.next()).cancel();
    expect(await answer).toEqual({ kind: 'cancelled' });
  });
});

describe('choose', () => {
  it('shows the rows and answers with the index of the chosen one', async () => {
    const answer = createPrompts().choose(CHOOSE, never());
    const open = await windows.next();
    expect(open.window).toEqual({
      ...CHOOSE,
      kind: 'choose',
      rows: [
        ['甲公司', '河北CA'],
        ['\u2010-text=乙', ''],
        ['丙\n丁', '<b>'],
      ],
    });
    open.choose(2);
    expect(await answer).toEqual({ kind: 'answered', value: 2 });
  });

  it('asks again when no row was chosen', async () => {
    const answer = createPrompts().choose(CHOOSE, never());
    (await windows.next()).accept();
    (await windows.next()).cancel();
    expect(await answer).toEqual({ kind: 'cancelled' });
  });
});

describe('limits', () => {
  const kinds = [
    ['password', (prompts: Prompts, signal: AbortSignal) => prompts.password(PASSWORD, signal)],
    ['newPassword', (prompts: Prompts, signal: AbortSignal) => prompts.newPassword(NEW_PASSWORD, signal)],
    ['confirm', (prompts: Prompts, signal: AbortSignal) => prompts.confirm(CONFIRM, signal)],
    ['choose', (prompts: Prompts, signal: AbortSignal) => prompts.choose(CHOOSE, signal)],
    ['entry', (prompts: Prompts, signal: AbortSignal) => prompts.entry(ENTRY, signal)],
  ] as const;

  it.each(kinds)('the window closes when the caller gives up: %s', async (_, ask) => {
    const caller = new AbortController();
    const answer = ask(createPrompts(), caller.signal);
    const open = await windows.next();
    caller.abort();
    expect(await answer).toEqual({ kind: 'cancelled' });
    await open.closed;
  });

  it.each(kinds)('no window opens for a caller that has given up before: %s', async (_, ask) => {
    const before = windows.shown.length;
    expect(await ask(createPrompts(), AbortSignal.abort())).toEqual({ kind: 'cancelled' });
    expect(windows.shown).toHaveLength(before);
  });

  it('a program that hangs is ended with all that it started', async () => {
    const hangs = await program('hangs', `echo OK hello\nsleep 1000 &\nwait`);
    const prompts = createPrompts({ pinentry: hangs, zenity: hangs, timeoutMs: 300 });
    for (const [, ask] of kinds) expect(await ask(prompts, never())).toEqual({ kind: 'timeout' });
  });

  it.each(kinds)('nothing is answered without a program or a display: %s', async (_, ask) => {
    const missing = createPrompts({ pinentry: join(folder, 'missing'), zenity: join(folder, 'missing') });
    expect(await ask(missing, never())).toEqual({ kind: 'unavailable' });
    expect(await ask(createPrompts({ env: { PATH: process.env.PATH } }), never())).toEqual({ kind: 'unavailable' });
  });
});

describe('environment', () => {
  it('gives the programs the session and UTF-8, and nothing of the bridge', async () => {
    const dump = await program('dump', `env > "${folder}/env.txt"; pwd >> "${folder}/env.txt"`);
    await createPrompts({ zenity: dump }).confirm(CONFIRM, never());
    const seen = (await readFile(join(folder, 'env.txt'), 'utf8')).split('\n');
    expect(seen).toEqual(expect.arrayContaining(['DISPLAY=:0', 'LC_ALL=C.UTF-8', '/']));
    expect(seen.filter((line) => line.includes('SECRET_OF_BRIDGE'))).toEqual([]);
  });
});

describe('available', () => {
  it('says which programs can be started, opening no window', async () => {
    const before = windows.shown.length;
    expect(await createPrompts().available()).toEqual({ password: true, confirm: true });
    expect(windows.shown).toHaveLength(before);
    const missing = join(folder, 'missing');
    expect(await createPrompts({ pinentry: missing }).available()).toEqual({ password: false, confirm: true });
    expect(await createPrompts({ zenity: missing }).available()).toEqual({ password: true, confirm: false });
    expect(await createPrompts({ env: {} }).available()).toEqual({ password: false, confirm: false });
  });
});

describe.each(LANGUAGES)('the words of the password windows in %s', (language) => {
  const text = WINDOW_TEXT[language];
  const tries = { wrong: false, left: 'last' } as const;
  const contents = (['text', 'bytes', 'digest'] as const).flatMap((kind) =>
    ['%', '口', '🔑'].flatMap((unit) =>
      (['expired', 'early'] as const).map((validity) => [kind, unit, validity] as const),
    ),
  );

  it.each(contents)(
    'fit into a line of pinentry, whatever the page and the certificate bring: %s, %s',
    (kind, unit) => {
      const widest = unit.repeat(200);
      const owner = { owner: widest, demo: true, expired: true };
      const page = { site: `http://…${'x'.repeat(59)}:65535`, insecure: true, ...owner };
      const content = { kind, shown: widest, length: 99_999_999, code: '0000 0000 0000 0000' };
      const windows: Record<string, { description: string }> = {
        sign: text.signPassword({ ...page, ...tries, content }),
        login: text.loginPassword({ ...page, ...tries, minutes: 30 }),
        grant: text.grantPassword({ ...page, ...tries, count: 1_000, minutes: 10 }),
        current: text.currentPassword({ ...owner, ...tries }),
        next: text.newPassword({ ...owner, minBytes: 10, maxBytes: 64 }),
      };
      const cut = Object.entries(windows).filter(([, { description }]) => !encodeCommand('SETDESC', description));
      expect(cut.map(([name, { description }]) => [name, Buffer.byteLength(description)])).toEqual([]);
    },
  );
});
