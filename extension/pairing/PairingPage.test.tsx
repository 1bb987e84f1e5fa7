// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { REASONS } from '../../shared/protocol/reasons.js';
import { LANGUAGES } from '../../shared/text/language.js';
import { PAIRING_TEXT } from '../../shared/text/pairing.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { PairingPage, type PairingPageProps } from './PairingPage.js';

const zh = PAIRING_TEXT['zh-CN'];
const MINE = { id: 'm', name: 'chromium', created: '2026-11-24T01:00:00Z', fixed: false, own: true, connected: true };
const OTHER = { ...MINE, id: 'o', name: 'a\u202eb', own: false, connected: false };
const FIXED = { ...OTHER, id: 'f', name: 'office', created: null, fixed: true };
const LISTED = { ok: true as const, value: [MINE, OTHER, FIXED] };

function show(over: Partial<PairingPageProps> = {}): string {
  const props: PairingPageProps = {
    language: 'zh-CN',
    state: 'idle',
    listed: LISTED,
    problem: null,
    connect: () => {},
    rename: () => {},
    revoke: () => {},
    ...over,
  };
  void act(() => render(<PairingPage {...props} />, document.body));
  return document.body.textContent;
}

function press(words: string, index = 0): void {
  const found = [...document.querySelectorAll('button')].filter(({ textContent }) => textContent === words)[index];
  if (!found) throw new Error(`no button ${words}`);
  void act(() => found.click());
}

beforeEach(() => render(null, document.body));

describe.each(LANGUAGES)('in %s', (language) => {
  const text = PAIRING_TEXT[language];
  test('waiting tells the steps; digits are told apart after wrong ones; success says so', () => {
    const waiting = show({ language, state: 'waiting' });
    for (const step of text.steps) expect(waiting).toContain(step);
    const digits = show({ language, state: { digits: '012345', wrong: false } });
    for (const words of ['012 345', text.typeThem, text.checkWindow]) expect(digits).toContain(words);
    expect(digits).not.toContain(text.newDigits);
    expect(show({ language, state: { digits: '012345', wrong: true } })).toContain(text.newDigits);
    expect(show({ language, state: 'connected' })).toContain(text.connected);
  });

  test.each(REASONS)('%s is explained, with a button that starts anew', (reason) => {
    const connect = vi.fn();
    const shown = show({ language, state: { failed: reason }, connect });
    for (const words of Object.values(REASON_TEXT[language][reason])) expect(shown).toContain(words);
    press(text.again);
    expect(connect).toHaveBeenCalledTimes(1);
  });
});

test('without a connection it says why, and one click connects', () => {
  const connect = vi.fn();
  const shown = show({ listed: { ok: false, reason: 'pairing.revoked' }, connect });
  expect(shown).toContain(REASON_TEXT['zh-CN']['pairing.revoked'].what);
  press(zh.connect);
  expect(connect).toHaveBeenCalledTimes(1);
});

test('browsers are listed with what is known of them; the administrator’s cannot be changed', () => {
  const shown = show();
  for (const words of ['chromium', '2026年11月24日连接', zh.own, zh.inUse, 'ab', 'office', zh.fixed]) {
    expect(shown).toContain(words);
  }
  expect(shown).not.toContain('\u202e');
  expect(document.querySelectorAll('.revoke')).toHaveLength(2);
});

test('a browser is renamed', () => {
  const rename = vi.fn();
  show({ rename });
  press(zh.rename, 1);
  const input = document.querySelector('input');
  if (!input) throw new Error('it asks for the name');
  expect(input.value).toBe('a\u202eb');
  input.value = '财务';
  press(zh.save);
  expect(rename.mock.calls).toEqual([['o', '财务']]);
  expect(document.querySelector('input')).toBeNull();
  press(zh.rename, 0);
  press(zh.cancel);
  expect(rename).toHaveBeenCalledTimes(1);
});

test('disconnecting takes a second click on the same browser', () => {
  const revoke = vi.fn();
  show({ revoke });
  press(zh.revoke, 1);
  expect(revoke).not.toHaveBeenCalled();
  press(zh.revokeForSure);
  expect(revoke.mock.calls).toEqual([[OTHER]]);
});

test('a change that failed is explained above the list', () => {
  expect(show({ problem: 'pairing.notStored' })).toContain(REASON_TEXT['zh-CN']['pairing.notStored'].todo);
});
