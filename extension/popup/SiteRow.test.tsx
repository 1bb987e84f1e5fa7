// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { LANGUAGES, type Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import type { Site, SiteStatus } from '../messages/site-status.js';
import { SiteRow, type SiteView } from './SiteRow.js';

const PORTAL = 'https://portal.test';
const SITE: Site = { origin: PORTAL, standing: 'off', by: 'user', toReload: 0 };
const zh = POPUP_TEXT['zh-CN'].site;
const change = vi.fn();

function show(
  site: Partial<Site> | null,
  more: Partial<SiteView> & { others?: SiteStatus['sites'] } = {},
  language: Language = 'zh-CN',
) {
  const status = { site: site && { ...SITE, ...site }, sites: more.others ?? [] };
  const view = { status, looksLikePortal: more.looksLikePortal ?? null };
  render(<SiteRow language={language} site={view} change={change} />, document.body);
  return document.body.textContent;
}

function buttons(): string[] {
  return [...document.querySelectorAll('button')].map(({ textContent }) => textContent);
}

function click(text: string): void {
  [...document.querySelectorAll('button')].find((button) => button.textContent === text)?.click();
}

beforeEach(() => {
  render(null, document.body);
  change.mockClear();
});

test('a page that looks like the portal is offered, with its address and the warning to check it', () => {
  const shown = show({}, { looksLikePortal: true });
  for (const words of [PORTAL, zh.looksLikePortal.what, '核对网址']) expect(shown).toContain(words);
  expect(document.querySelector('button.main')?.textContent).toBe(zh.enable);
  click(zh.enable);
  expect(change.mock.calls).toEqual([['enable', PORTAL]]);
});

test.each([false, null])('any other page can be enabled too, but it is not suggested (%s)', (looksLikePortal) => {
  expect(show({}, { looksLikePortal })).toContain(zh.unknown.todo);
  expect([buttons(), document.querySelector('button.main')]).toEqual([[zh.enable], null]);
});

test('an http site is called not encrypted', () => {
  expect(show({ origin: 'http://portal.test' })).toContain(zh.unencrypted);
  expect(show({})).not.toContain(zh.unencrypted);
});

test('an enabled site can be disabled; its open tabs can be reloaded, and what is lost by it is said', () => {
  expect(show({ standing: 'enabled' })).toContain(zh.enabled);
  expect(buttons()).toEqual([zh.remove]);
  expect(show({ standing: 'enabled', toReload: 2 })).toContain('没有保存的内容会丢失');
  click(zh.reload);
  click(zh.remove);
  expect(change.mock.calls).toEqual([
    ['reload', PORTAL],
    ['remove', PORTAL],
  ]);
});

test('what the administrator set is said, and cannot be disabled', () => {
  expect(show({ standing: 'enabled', by: 'administrator' })).toContain('由管理员设置');
  expect(buttons()).toEqual([]);
  expect(show({ standing: 'ungranted', by: 'administrator' })).toContain(zh.presetUngranted.what);
  expect(buttons()).toEqual([zh.enable]);
});

test.each([
  ['forbidden', '管理员不允许'],
  ['policyUnreadable', '管理员的设置有错误'],
] as const)('a site that is %s says so and offers nothing', (standing, words) => {
  expect(show({ standing })).toContain(words);
  expect(buttons()).toEqual([]);
});

test('a permission that the browser took away is told apart, and asked for again', () => {
  expect(show({ standing: 'ungranted' })).toContain(zh.ungranted.what);
  click(zh.enable);
  expect(change.mock.calls).toEqual([['enable', PORTAL]]);
});

test('the other sites are listed and can be disabled from anywhere', () => {
  const others: SiteStatus['sites'] = [
    { origin: PORTAL, by: 'user', enabled: true },
    { origin: 'https://a.test', by: 'user', enabled: false },
    { origin: 'https://b.test', by: 'administrator', enabled: true },
  ];
  expect(show(null, { others })).toContain(zh.others(3));
  expect(show({ standing: 'enabled' }, { others })).toContain(zh.others(2));
  expect(document.querySelector('li')?.textContent).toContain(zh.notServed);
  document.querySelector<HTMLButtonElement>('li button')?.click();
  expect(change.mock.calls).toEqual([['remove', 'https://a.test']]);
});

test('a tab that is no website says what to do', () => {
  expect(show(null)).toContain(zh.none.todo);
  expect(document.querySelector('details')).toBeNull();
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(['enabled', 'off', 'ungranted', 'forbidden', 'policyUnreadable'] as const)(
    '%s has its words',
    (standing) => {
      const text = POPUP_TEXT[language];
      expect(show({ standing, toReload: 1 }, {}, language)).toContain(text.siteLabel);
      expect(document.querySelector('.row')?.textContent.length).toBeGreaterThan(
        text.siteLabel.length + PORTAL.length + 5,
      );
    },
  );
});
