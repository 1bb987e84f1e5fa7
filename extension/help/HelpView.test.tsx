// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, describe, expect, test } from 'vitest';
import { HELP_IDS, HELP_PAGES } from '../../shared/text/help/index.js';
import { HELP_UI_TEXT } from '../../shared/text/help/ui.js';
import { LANGUAGES } from '../../shared/text/language.js';
import { HelpView, type HelpViewProps } from './HelpView.js';
import { findPages, textsOf } from './search.js';

function show(props: Partial<HelpViewProps> = {}): string {
  render(
    <HelpView language="zh-CN" id="renew" query="" search={() => {}} print={() => {}} {...props} />,
    document.body,
  );
  return document.querySelector('article')?.textContent ?? '';
}

function links(within: string): string[] {
  return [...document.querySelectorAll<HTMLAnchorElement>(`${within} a`)].map(({ hash }) => hash.slice(1));
}

beforeEach(() => render(null, document.body));

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(HELP_IDS)('%s shows all of its texts', (id) => {
    const shown = show({ language, id });
    for (const text of textsOf(HELP_PAGES[id][language])) expect(shown).toContain(text);
  });
});

test('every page is in the list, which marks the one that is shown', () => {
  show();
  expect(links('nav')).toEqual([...HELP_IDS]);
  const current = document.querySelectorAll('[aria-current]');
  expect([...current].map(({ textContent }) => textContent)).toEqual([HELP_PAGES.renew['zh-CN'].title]);
});

test('from the first page one gets to all by 下一页', () => {
  const seen: string[] = [HELP_IDS[0]];
  for (;;) {
    show({ id: seen.at(-1) as HelpViewProps['id'] });
    const next = [...document.querySelectorAll('.around a')].find(({ textContent }) =>
      textContent.startsWith(HELP_UI_TEXT['zh-CN'].next),
    );
    if (!next) break;
    seen.push((next as HTMLAnchorElement).hash.slice(1));
  }
  expect(seen).toEqual([...HELP_IDS]);
});

test('a step says whose matter it is', () => {
  expect(show({ id: 'month' })).toContain('税务局');
  show({ id: 'month' });
  expect([...document.querySelectorAll('.badge')].at(-1)?.textContent).toBe('税务局');
});

test('a search shortens the list, says how many, and leaves the page', () => {
  expect(show({ query: '发票' })).toContain(HELP_PAGES.renew['zh-CN'].title);
  expect(links('nav')).toEqual(['renew']);
  expect(document.querySelector('[role=status]')?.textContent).toBe(HELP_UI_TEXT['zh-CN'].found(1));
  show({ query: '没有这样的词' });
  expect(document.querySelector('[role=status]')?.textContent).toBe(HELP_UI_TEXT['zh-CN'].found(0));
});

test('a search finds by all words, in capitals or wide letters, with titles first', () => {
  expect(findPages('', 'zh-CN')).toEqual([...HELP_IDS]);
  expect(findPages('ＣＡ绑定', 'zh-CN')[0]).toBe('bind');
  expect(findPages('微信 支付宝', 'zh-CN')).toEqual(['renew']);
  expect(findPages('解锁', 'zh-CN')[0]).toBe('unlock');
  expect(findPages('INVOICE', 'en')).toEqual(['renew']);
});
