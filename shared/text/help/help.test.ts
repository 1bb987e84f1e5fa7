import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../language.js';
import { REASON_TEXT } from '../reasons.js';
import { HELP_IDS, HELP_PAGES, isHelpId } from './index.js';
import type { HelpPage, HelpStep } from './page.js';
import { REASON_HELP } from './reasons.js';

/** Every text of a page, and every other page that it names. */
function contents({ title, summary, parts }: HelpPage) {
  const items = parts.flatMap(({ steps = [], list = [] }) => [...steps, ...list]);
  const steps = items.map((item): HelpStep => (typeof item === 'string' ? { text: item } : item));
  const others = parts.flatMap(({ heading, text, warning }) =>
    [heading, text, warning].filter((one) => one !== undefined),
  );
  return {
    texts: [title, summary, ...others, ...steps.map(({ text }) => text)],
    sees: steps.flatMap(({ see }) => see ?? []),
  };
}

/** 密码 and 口令 that do not say whose they are. */
const UNTOLD = /(?<!网报登录)密码|(?<!证书)口令/;

test.each(HELP_IDS)('%s says the same in both languages, step by step', (id) => {
  const [zh, en] = [HELP_PAGES[id]['zh-CN'], HELP_PAGES[id].en];
  const shape = ({ parts }: HelpPage) =>
    parts.map(({ heading, text, warning, steps = [], list = [] }) => ({
      has: [heading, text, warning].map((one) => one !== undefined),
      steps: steps.map((step) => (typeof step === 'string' ? {} : { whose: step.whose, see: step.see })),
      list: list.map((item) => (typeof item === 'string' ? {} : { see: item.see })),
    }));
  expect(shape(en)).toEqual(shape(zh));
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(HELP_IDS)('%s is not empty, and leads to pages that exist', (id) => {
    const page = HELP_PAGES[id][language];
    const { texts, sees } = contents(page);
    expect(page.parts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text.trim().length).toBeGreaterThan(1);
    for (const part of page.parts) {
      expect(part.text ?? part.steps ?? part.list).toBeDefined();
    }
    for (const see of sees) expect([see !== id, isHelpId(see)]).toEqual([true, true]);
  });

  test('no two pages have one title', () => {
    expect(new Set(HELP_IDS.map((id) => HELP_PAGES[id][language].title)).size).toBe(HELP_IDS.length);
  });
});

test('a password always says whose it is', () => {
  for (const id of HELP_IDS) {
    for (const text of contents(HELP_PAGES[id]['zh-CN']).texts) expect(text).not.toMatch(UNTOLD);
  }
  for (const { what, todo } of [REASON_TEXT['zh-CN']['password.locked'], REASON_TEXT['zh-CN']['password.incorrect']]) {
    expect(what + todo).not.toMatch(UNTOLD);
  }
  expect(['初始密码是 123456', '输入口令', '修改密码'].every((text) => UNTOLD.test(text))).toBe(true);
});

test('123456 is never said without whose it is', () => {
  for (const id of HELP_IDS) {
    for (const text of contents(HELP_PAGES[id]['zh-CN']).texts.filter((one) => one.includes('123456'))) {
      expect(text).toMatch(/网报登录密码|证书口令|不是一回事/);
    }
  }
});

test('what a clerk goes to a page for stands on it', () => {
  const holds = (id: (typeof HELP_IDS)[number], ...words: readonly string[]) => {
    const text = contents(HELP_PAGES[id]['zh-CN']).texts.join('\n');
    for (const word of words) expect(text).toContain(word);
  };
  holds('hotlines', '400-707-3355', '13373183527', '632735757');
  holds('counter', '2楼 B18 河北CA窗口', '经办人身份证');
  holds('apply', 'CA业务系统', '一证通', '不用再交费新办');
  holds('seal', '免费');
  holds('renew', '安装证书', '下载电子发票');
  holds('install', '拔下', '重启');
});

test('the manual contradicts itself about the way to the counter, so no metres are told', () => {
  expect(contents(HELP_PAGES.counter['zh-CN']).texts.join('')).not.toMatch(/\d+ ?米/);
});

test('a locked token leads to unlocking, a missing driver to its installation', () => {
  expect(REASON_HELP['password.locked']).toBe('unlock');
  expect(REASON_HELP['module.missing']).toBe('install');
});
