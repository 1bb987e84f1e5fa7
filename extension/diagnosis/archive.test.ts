import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { JournalRow } from '../../shared/protocol/journal-list.js';
import { EXPORT_PARTS, type ExportPart } from '../../shared/text/diagnosis-page.js';
import type { CheckResult } from '../checks/result.js';
import { NOW } from '../checks/testing/facts.js';
import type { Hop } from '../messages/hops-list.js';
import { type ArchiveSource, archiveName, archiveOf } from './archive.js';

const OWNER = '=衡水金保科技有限公司';
const CODE = '91131100MA0ABCDE1X';
const CERTIFICATE = 'ab'.repeat(32);
/** In every place that an archive is made from and where nothing of the kind may leave the computer. */
const CANARY = 'Canary-7f3a9c';

const token: CheckResult = { id: 'token', code: 'demo', facts: { owner: OWNER, pin: CANARY, token: CANARY }, at: NOW };
const expired: CheckResult = { id: 'validity', code: 'expired', facts: { end: '2026-11-01', owner: OWNER }, at: NOW };
const initial: CheckResult = { id: 'initialPassword', code: 'initial', facts: { token: CANARY }, at: NOW };
const hop: Hop = {
  at: NOW,
  took: 12,
  hop: 'page',
  name: 'SignText',
  sent: 3,
  received: 4,
  outcome: 'ok',
  ret: 12,
  tab: 1,
  frame: 0,
  origin: 'https://portal.test',
};
const signature: JournalRow = {
  kind: 'signature',
  seq: 7,
  time: '2026-11-24T01:00:00.000Z',
  owner: OWNER,
  certificate: CERTIFICATE,
  origin: 'https://portal.test',
  purpose: 'login',
  code: 'ab12',
  consent: 'window',
  outcome: 'signed',
};
const SOURCE: ArchiveSource = {
  language: 'zh-CN',
  version: '1.2.3',
  now: NOW,
  checks: { at: NOW, results: [token, expired, initial], history: [expired, initial, token] },
  keys: [
    {
      id: CERTIFICATE,
      owner: OWNER,
      code: CODE,
      issuer: CANARY,
      notAfter: '',
      demo: false,
      nickname: CANARY,
      seenAt: NOW,
      present: true,
    },
  ],
  parts: [],
  hops: [{ ...hop, ...{ password: CANARY } }],
  records: [{ ...signature, ...{ password: CANARY } }],
};

function unzipped(parts: readonly ExportPart[]): Readonly<Record<string, string>> {
  const files = Object.entries(unzipSync(archiveOf({ ...SOURCE, parts })));
  return Object.fromEntries(files.map(([name, bytes]) => [name, strFromU8(bytes)]));
}

test.each<[ExportPart, readonly string[]]>([
  ['checks', ['checks.json', 'checks.txt']],
  ['versions', ['versions.txt']],
  ['hops', ['messages.csv']],
  ['records', ['records.csv']],
  ['company', []],
])('%s alone is in the archive where it alone is ticked', (part, names) => {
  expect(Object.keys(unzipped([part]))).toEqual(names);
});

test('each part holds what it promises', () => {
  const files = unzipped(EXPORT_PARTS);
  expect(JSON.parse(files['checks.json'] ?? '')).toMatchObject({
    schemaVersion: 1,
    results: [{ id: 'token' }, { id: 'validity', facts: { end: '2026-11-01' } }],
    history: [{ id: 'validity' }, { id: 'token' }],
  });
  expect(files['checks.txt']).toMatch(/第一处断开：证书有效期\r\n/);
  expect(files['checks.txt']).toMatch(/2026-11-24 12:00:00 \[异常\] 有效期：证书已在 2026-11-01 过期/);
  expect(files['versions.txt']).toContain('扩展 1.2.3');
  expect(files['messages.csv']).toContain('"SignText","","12","3 / 4","已答复，返回码 12"');
  // A spreadsheet must not take it for a formula.
  expect(files['records.csv']).toContain(`"'${OWNER}","https://portal.test"`);
});

test('no company and no certificate is named unless that is ticked', () => {
  const named = (parts: readonly ExportPart[]): boolean[] => {
    const all = Object.values(unzipped(parts)).join('\n');
    return [OWNER, CODE, CERTIFICATE].map((name) => all.includes(name));
  };
  expect(named(EXPORT_PARTS)).toEqual([true, true, true]);
  expect(named(EXPORT_PARTS.filter((part) => part !== 'company'))).toEqual([false, false, false]);
});

test('whatever the stores hold beside it, no password, no id of a token and no nickname gets in', () => {
  const all = Object.values(unzipped(EXPORT_PARTS)).join('\n');
  for (const secret of [CANARY, '123456', 'initialPassword']) expect(all).not.toContain(secret);
});

test('its name is the time in China', () => {
  const now = Date.parse('2026-11-24T16:30:00Z');
  expect(archiveName({ language: 'zh-CN', now })).toBe('体检-20261125-0030.zip');
  expect(archiveName({ language: 'en', now })).toBe('check-up-20261125-0030.zip');
});
