// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, expect, test, vi } from 'vitest';
import { repairFailed } from '../../shared/text/checks/repairs.js';
import { OPTIONS_TEXT } from '../../shared/text/options.js';
import { certificate, NOW } from '../checks/testing/facts.js';
import { type KnownKey, withSeen } from '../keys/stored.js';
import { About, THIRD_PARTY } from './About.js';
import { CheckList, type CheckListProps } from './CheckList.js';
import { KeyList } from './KeyList.js';

const ROOT = join(import.meta.dirname, '..', '..');
const TEXT = OPTIONS_TEXT['zh-CN'];
const SEEN = withSeen(
  [],
  [certificate(300, { id: 'c1', owner: '甲公司' }), certificate(20, { id: 'c2', owner: '乙公司' })],
  NOW,
);
const [SOON, LATER] = [
  { ...(SEEN[1] as KnownKey), present: false },
  { ...(SEEN[0] as KnownKey), nickname: '总部' },
];

const [renameKey, forgetKey, runChecks] = [vi.fn(), vi.fn(), vi.fn()];
const repair = vi.fn<CheckListProps['repair']>(async () => null);
const button = (words: string) => [...document.querySelectorAll('button')].find((one) => one.textContent === words);

function showKeys(keys: readonly KnownKey[]): string {
  void act(() => render(<KeyList language="zh-CN" now={NOW} {...{ keys, renameKey, forgetKey }} />, document.body));
  return document.body.textContent;
}

function showChecks(over: Partial<CheckListProps>): string {
  const checks = { at: 0, results: [], history: [] };
  void act(() =>
    render(<CheckList language="zh-CN" since={null} {...{ checks, runChecks, repair }} {...over} />, document.body),
  );
  return document.body.textContent;
}

function type(field: HTMLInputElement | null | undefined, words: string): void {
  if (!field) throw new Error('there is a field');
  field.value = words;
  void act(() => void field.dispatchEvent(new Event('input', { bubbles: true })));
}

beforeEach(() => {
  render(null, document.body);
  vi.clearAllMocks();
});

test('every certificate that was seen is there, what ends first on top, and only an absent one is forgotten', () => {
  const shown = showKeys([LATER, SOON]);
  for (const words of ['甲公司', '乙公司', '91131100MA0ABCDE1X', '河北省电子认证有限公司', '还有 20 天', '加入日历']) {
    expect(shown).toContain(words);
  }
  const items = [...document.querySelectorAll('.known > li')].map(({ textContent }) => textContent);
  expect(items.map((words) => [words.includes('乙公司'), words.includes(TEXT.keys.present)])).toEqual([
    [true, false],
    [false, true],
  ]);
  const forget = [...document.querySelectorAll('button')].filter((one) => one.textContent === TEXT.keys.forget);
  expect(forget).toHaveLength(1);
  void act(() => forget[0]?.click());
  expect(forgetKey.mock.calls).toEqual([['c2']]);
});

test('a name is changed where it stands, and what is being typed outlasts what is drawn meanwhile', () => {
  showKeys([LATER]);
  const field = () => document.querySelector<HTMLInputElement>('input[name=nickname]');
  expect(field()?.value).toBe('总部');
  expect(button(TEXT.keys.save)).toBeUndefined();
  type(field(), ' 分公司 ');
  showKeys([{ ...LATER, seenAt: NOW + 1 }]);
  expect(field()?.value).toBe(' 分公司 ');
  void act(() => button(TEXT.keys.save)?.click());
  expect(renameKey.mock.calls).toEqual([['c1', '分公司']]);
  expect(showKeys([{ ...LATER, nickname: '分公司' }])).toContain(TEXT.keys.saved);
});

test('more than eight are searched by owner, name or code', () => {
  const many = Array.from({ length: 9 }, (_, index) => ({
    ...LATER,
    id: `k${index}`,
    owner: `第${index}家`,
    nickname: '',
  }));
  showKeys(many.slice(1));
  expect(document.querySelector('input[type=search]')).toBeNull();
  showKeys(many);
  type(document.querySelector<HTMLInputElement>('input[type=search]'), '第3家');
  expect(document.querySelectorAll('.known > li')).toHaveLength(1);
  expect(document.body.textContent).toContain(TEXT.keys.found(1));
});

test('each finding says how it stands, in order, and what has changed is told newest first', () => {
  const at = NOW;
  const bad = { id: 'program', code: 'bridge.unreachable', facts: {}, at } as const;
  const good = { id: 'browser', code: 'chrome', facts: { name: 'Chrome', version: 130 }, at } as const;
  const shown = showChecks({
    checks: { at, results: [bad, good], history: [bad, { ...bad, code: 'ready', at: at - 1 }] },
  });
  for (const words of [TEXT.checks.states.bad, TEXT.checks.states.good, '桌面程序没有运行', '怎么办']) {
    expect(shown).toContain(words);
  }
  expect([...document.querySelectorAll('.found > li')].map(({ className }) => className)).toEqual(['good', 'bad']);
  expect(document.querySelectorAll('.history > li')).toHaveLength(2);
  expect(document.querySelector('.history > li')?.textContent).toContain('桌面程序没有运行');
  expect(showChecks({})).toContain(TEXT.checks.noHistory);
});

test('what can be mended has its button, and says when that fails', async () => {
  const bad = { id: 'program', code: 'bridge.unpaired', facts: {}, at: NOW } as const;
  showChecks({ checks: { at: NOW, results: [bad], history: [] } });
  repair.mockResolvedValueOnce('connect');
  void act(() => button('连接浏览器')?.click());
  expect(repair.mock.calls).toEqual([['connect', bad]]);
  await vi.waitFor(() => {
    expect(document.querySelector('.found [role=alert]')?.textContent).toContain(repairFailed('connect', 'zh-CN').what);
  });
});

test('the checks are asked for once at a time', () => {
  showChecks({});
  void act(() => button('重新检查')?.click());
  showChecks({ since: NOW });
  void act(() => button('正在检查…')?.click());
  expect(runChecks).toHaveBeenCalledOnce();
});

test('versions are told, that of the desktop program while it is connected', () => {
  const about = (code: string): string => {
    const results = [{ id: 'program', code, facts: { version: '9.8.7' }, at: NOW }] as const;
    void act(() =>
      render(<About language="zh-CN" version="1.2.3" checks={{ at: NOW, results, history: [] }} />, document.body),
    );
    return document.body.textContent;
  };
  for (const words of ['1.2.3', '9.8.7', '非官方软件', 'MIT', 'preact']) expect(about('ready')).toContain(words);
  expect(about('bridge.unreachable')).toContain(TEXT.about.notConnected);
});

test.each(Object.entries(THIRD_PARTY))('the licence of %s is %s', (name, licence) => {
  const file = join(ROOT, 'node_modules', name, 'package.json');
  expect((JSON.parse(readFileSync(file, 'utf8')) as { license: string }).license).toBe(licence);
});
