// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { REASONS } from '../../shared/protocol/reasons.js';
import type { TabState } from '../../shared/protocol/tab-state.js';
import { LANGUAGES, type Language } from '../../shared/text/language.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { TAB_TEXT } from '../../shared/text/tab.js';
import type { SiteStatus } from '../messages/site-status.js';
import { SiteRow } from './SiteRow.js';
import type { TabView } from './TabConsent.js';

const PORTAL = 'https://portal.test';
const BOUND = { certificate: 'a'.repeat(64), owner: '衡水甲公司' };
const WANTED = { certificate: 'b'.repeat(64), owner: '衡水乙公司' };
const NOTHING: TabState = { pausedUntil: null, bound: null, wanted: null, grant: null };
const UNTIL = new Date(2026, 2, 1, 9, 5).toISOString();
const GRANT = { left: 2, count: 3, until: UNTIL, signed: [{ time: UNTIL, code: 'AB12-CD34' }] };
const zh = TAB_TEXT['zh-CN'];
const act = vi.fn();

function show(state: Partial<TabState>, view: Partial<TabView> = {}, language: Language = 'zh-CN'): string {
  const { origin = PORTAL } = view;
  const status: SiteStatus = { site: { origin, standing: 'enabled', by: 'user', toReload: 0 }, sites: [] };
  const tab: TabView = { origin, tab: 1, state: { ...NOTHING, ...state }, outcome: null, ...view };
  const site = { status, looksLikePortal: null };
  render(<SiteRow language={language} site={site} change={() => {}} tab={{ tab, act }} />, document.body);
  return document.body.textContent;
}

function button(text: string): HTMLButtonElement | undefined {
  return [...document.querySelectorAll('button')].find(({ textContent }) => textContent === text);
}

function submit(count?: string): void {
  const input = document.querySelector('input');
  if (input && count !== undefined) input.value = count;
  const form = document.querySelector('form');
  if (form?.checkValidity()) form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
}

beforeEach(() => {
  render(null, document.body);
  act.mockClear();
});

test('a tab that has signed nothing has nothing to tell', () => {
  const shown = show({});
  for (const words of [zh.grant.title, zh.resume, zh.rebind]) expect(shown).not.toContain(words);
  expect(document.querySelector('.row.good')).not.toBeNull();
});

test('a paused site says until when, and is resumed by one click', () => {
  expect(show({ pausedUntil: UNTIL })).toContain('您已多次拒绝这个网站，已暂停签名');
  expect(document.querySelector('.row.warn')?.textContent).toContain('09:05');
  button('立即恢复')?.click();
  expect(act.mock.calls).toEqual([[{ change: 'resume' }]]);
});

test('the certificate of the tab is a quiet line', () => {
  expect(show({ bound: BOUND })).toContain('本标签页使用的证书：衡水甲公司');
  expect(document.querySelector('.warn')).toBeNull();
  expect(show({ bound: { ...BOUND, owner: '' } })).toContain(zh.absent);
});

test('another one that the page wants is named beside the first, and used after one click', () => {
  const shown = show({ bound: BOUND, wanted: WANTED });
  const warning = zh.wanted(WANTED.owner, BOUND.owner);
  for (const words of [warning.what, warning.todo]) expect(shown).toContain(words);
  expect(document.querySelector('.row.warn')).not.toBeNull();
  button('改用这张证书')?.click();
  expect(act.mock.calls).toEqual([[{ change: 'rebind', certificate: WANTED.certificate }]]);
});

describe('连续签名', () => {
  test('asks for ten, or as many as are typed', () => {
    show({ bound: BOUND });
    submit();
    submit('1000');
    expect(act.mock.calls).toEqual([[{ change: 'grant', count: 10 }], [{ change: 'grant', count: 1_000 }]]);
  });

  test.each(['0', '1001', '-1', '1.5', ''])('does not ask for %s', (count) => {
    show({ bound: BOUND });
    submit(count);
    expect(act).not.toHaveBeenCalled();
  });

  test('is not offered before the tab has logged in, nor on http, where it says why', () => {
    show({});
    expect(document.querySelector('form')).toBeNull();
    expect(show({ bound: BOUND }, { origin: 'http://portal.test' })).toContain(zh.grant.insecure);
    expect(document.querySelector('form')).toBeNull();
  });

  test('waits until what the tab asks of the user is answered; what is allowed is still told', () => {
    for (const asked of [{ wanted: WANTED }, { pausedUntil: UNTIL }]) {
      expect(show({ bound: BOUND, ...asked })).not.toContain(zh.grant.title);
      expect(show({ bound: BOUND, ...asked, grant: GRANT })).toContain('还可以签 2 次');
      show({ bound: BOUND, ...asked, grant: { ...GRANT, left: 0 } });
      expect(document.querySelector('form')).toBeNull();
    }
  });

  test('asks once while its window is open, and keeps the button where the focus is', () => {
    expect(show({ bound: BOUND }, { outcome: 'asking' })).toContain(zh.grant.asking);
    submit();
    expect(act).not.toHaveBeenCalled();
    expect(button(zh.grant.ask)?.getAttribute('aria-disabled')).toBe('true');
  });

  test('says how many are left, until when, and what was signed', () => {
    const shown = show({ bound: BOUND, grant: GRANT });
    expect(shown).toContain('还可以签 2 次（共 3 次），09:05 前有效');
    expect(document.querySelector('ol')?.textContent).toBe('09:05:00 校验码：AB12-CD34');
    expect(document.querySelector('form')).toBeNull();
  });

  test('is offered again when they are used up', () => {
    expect(show({ bound: BOUND, grant: { ...GRANT, left: 0 } })).toContain(zh.grant.usedUp(3));
    expect(document.querySelector('form')).not.toBeNull();
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  test('each failure says what to do; what the user has cancelled, nothing', () => {
    for (const reason of REASONS) {
      const shown = show({ bound: BOUND }, { outcome: { ok: false, reason } }, language);
      expect(shown.includes(REASON_TEXT[language][reason].todo)).toBe(reason !== 'prompt.cancelled');
    }
    const { noSocket } = TAB_TEXT[language].grant;
    expect(show({ bound: BOUND }, { outcome: { ok: false, reason: 'socket.none' } }, language)).toContain(
      noSocket.todo,
    );
  });
});
