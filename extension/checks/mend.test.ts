import { beforeEach, expect, test, vi } from 'vitest';
import { REPAIRS, type Repair } from '../../shared/text/checks/repairs.js';
import { POPUPS_ALLOW, SITE_CHANGE } from '../messages/names.js';
import { mend } from './mend.js';
import type { CheckResult } from './result.js';

const { done, sendMessage } = vi.hoisted(() => {
  const done: unknown[] = [];
  return { done, sendMessage: vi.fn(async (message: { type: string }) => void done.push(message)) };
});
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: { sendMessage, openOptionsPage: async () => done.push('options') },
    tabs: { create: async ({ url }: { url: string }) => done.push(url) },
  },
}));

const ORIGIN = 'https://portal.test:8443';
const page = {
  again: () => done.push('again'),
  changePassword: (token: string) => done.push(`password of ${token}`),
  makeWay: () => done.push('made way'),
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
  ['changePassword', ['password of t1']],
  ['reload', [{ type: SITE_CHANGE, change: 'reload', origin: ORIGIN }, 'again']],
  ['allowPopups', [{ type: POPUPS_ALLOW, origin: ORIGIN }, 'again']],
])('%s does what its button says, then the page looks again where something has changed', async (repair, expected) => {
  await mend(repair, finding({ origin: ORIGIN, token: 't1' }), page);
  expect(done).toEqual(expected);
});

test('the browser is asked for a site’s permission in the click itself', async () => {
  const mended = mend('enable', finding({ origin: ORIGIN }), page);
  expect(request).toHaveBeenCalledWith({ origins: ['https://portal.test:8443/*'] });
  await mended;
  expect(done.at(-1)).toBe('again');
});

test('a finding that names no site and no token has nothing changed', async () => {
  for (const repair of REPAIRS.filter((each) => !['again', 'connect', 'records', 'allowPopups'].includes(each))) {
    await mend(repair, finding({}), page);
  }
  expect(done).toEqual([]);
  await mend('allowPopups', finding({}), page);
  expect(done).toEqual(['again']);
});
