import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { REPAIRS, type Repair, repairFailed } from '../../shared/text/checks/repairs.js';
import { PASSWORD_CHANGE, POPUPS_ALLOW, SITE_CHANGE } from '../messages/names.js';
import { mend } from './mend.js';
import type { CheckResult } from './result.js';

const { done, sendMessage } = vi.hoisted(() => {
  const done: unknown[] = [];
  const answer = async (message: { type: string }): Promise<unknown> => {
    done.push(message);
    return { ok: true };
  };
  return { done, sendMessage: vi.fn(answer) };
});
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: { sendMessage, openOptionsPage: async () => done.push('options') },
    tabs: { create: async ({ url }: { url: string }) => done.push(url) },
  },
}));

const ORIGIN = 'https://portal.test:8443';
const page = {
  again: async () => {
    done.push('again');
    return true;
  },
  makeWay: () => void done.push('made way'),
};
const request = vi.fn(async (_: { origins: readonly string[] }) => true);

function finding(facts: CheckResult['facts']): CheckResult {
  return { id: 'site', code: 'off', facts, at: 0 };
}

beforeEach(() => {
  done.length = 0;
  request.mockClear();
  vi.stubGlobal('chrome', {
    permissions: { request },
    runtime: { getURL: (path: string) => path },
    windows: { create: async ({ url }: { url: string }) => done.push(url) },
  });
});

test.each<[Repair, readonly unknown[]]>([
  ['again', ['again']],
  ['connect', ['extension/pairing/index.html#connect', 'made way']],
  ['records', ['options', 'made way']],
  ['openSite', [`${ORIGIN}/`]],
  ['changePassword', [{ type: PASSWORD_CHANGE, token: 't1' }, 'again']],
  ['reload', [{ type: SITE_CHANGE, change: 'reload', origin: ORIGIN }, 'again']],
  ['allowPopups', [{ type: POPUPS_ALLOW, origin: ORIGIN }, 'again']],
])('%s does what its button says, then the page looks again where something has changed', async (repair, expected) => {
  expect(await mend(repair, finding({ origin: ORIGIN, token: 't1' }), page)).toBeNull();
  expect(done).toEqual(expected);
});

describe('what comes to nothing is told', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const failed = (repair: Repair) => mend(repair, finding({ origin: ORIGIN, token: 't1' }), page);

  test.each([
    ['popups.fixed', 'popupsFixed'],
    ['popups.notSet', 'allowPopups'],
    ['site.notEnabled', 'site.notEnabled'],
  ] as const)('windows that the browser goes on to block: %s', async (reason, expected) => {
    sendMessage.mockResolvedValueOnce({ ok: false, reason });
    expect(await failed('allowPopups')).toBe(expected);
    expect(done).toEqual(['again']);
  });

  test.each(['reload', 'enable', 'allowPopups'] as const)('%s, with no service worker to do it', async (repair) => {
    sendMessage.mockRejectedValueOnce(new Error('no receiver'));
    expect(await failed(repair)).toBe(repair);
    expect(done.at(-1)).toBe('again');
  });

  test('a question of the browser that the user has denied', async () => {
    request.mockResolvedValueOnce(false);
    expect(await failed('enable')).toBe('notAllowed');
  });

  test('a password that was not changed, unless the user has left it at that', async () => {
    sendMessage.mockResolvedValueOnce({ ok: false, reason: 'password.locked' });
    expect(await failed('changePassword')).toBe('password.locked');
    sendMessage.mockResolvedValueOnce({ ok: false, reason: 'prompt.cancelled' });
    expect(await failed('changePassword')).toBeNull();
    sendMessage.mockRejectedValueOnce(new Error('no receiver'));
    expect(await failed('changePassword')).toBe('bridge.disconnected');
  });

  test('checks that do not run, and a window that does not open', async () => {
    expect(await mend('again', finding({}), { again: async () => false })).toBe('again');
    vi.stubGlobal('chrome', {
      runtime: { getURL: (path: string) => path },
      windows: { create: () => Promise.reject(new Error('no')) },
    });
    expect(await mend('connect', finding({}), page)).toBe('connect');
    expect(done).toEqual([]);
  });

  test('in a sentence, and with what to do, in both languages', () => {
    for (const failure of [...REPAIRS, 'notAllowed', 'popupsFixed'] as const) {
      if (failure === 'changePassword') continue;
      const [zh, en] = [repairFailed(failure, 'zh-CN'), repairFailed(failure, 'en')];
      for (const words of [zh.what, zh.todo, en.what, en.todo]) expect(words.length).toBeGreaterThan(5);
      expect(en.what).not.toBe(zh.what);
    }
  });
});

test('a page that has the record itself shows it there', async () => {
  const showRecords = vi.fn();
  await mend('records', finding({}), { ...page, showRecords });
  expect([showRecords.mock.calls.length, done]).toEqual([1, []]);
});

test('the browser is asked for a site’s permission in the click itself', async () => {
  const mended = mend('enable', finding({ origin: ORIGIN }), page);
  expect(request).toHaveBeenCalledWith({ origins: ['https://portal.test:8443/*'] });
  await mended;
  expect(done.at(-1)).toBe('again');
});

test('a finding that names no site and no token has nothing changed', async () => {
  for (const repair of REPAIRS.filter((each) => !['again', 'connect', 'records'].includes(each))) {
    expect(await mend(repair, finding({}), page)).toBeNull();
  }
  expect(done).toEqual([]);
});
