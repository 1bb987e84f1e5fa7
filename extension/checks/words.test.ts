import { expect, test } from 'vitest';
import { checkSays } from '../../shared/text/checks/index.js';
import type { Language } from '../../shared/text/language.js';
import type { Facts } from './facts.js';
import { judge } from './result.js';
import { environment, NOW, page } from './testing/facts.js';

const silent = (program: string | null, answers: boolean): Facts =>
  environment({ strangers: [{ port: 18632, place: 'bridge', program, answers }] });

test('that the portal opens is said of a page that has just come, with its time, and of no older one', () => {
  const says = (loadedAt: number | null, language: Language): string => {
    const { id, code, facts } = judge('reachable', page({ loadedAt }));
    return checkSays(id, code, facts, language).what;
  };
  expect(says(NOW - 60_000, 'zh-CN')).toBe('网报系统可以打开（11:59 打开过）');
  expect(says(NOW - 60_000, 'en')).toContain('11:59');
  for (const loadedAt of [NOW - 3 * 3_600_000, null]) {
    expect(says(loadedAt, 'zh-CN')).toBe('网报系统的网页已打开');
    expect(says(loadedAt, 'en')).toBe('A page of the portal is open');
  }
});

test('who has closed a window is nobody’s to say: perhaps the antivirus, and that step by step', () => {
  const { what, todo, steps } = checkSays('popups', 'closedByOthers', {}, 'zh-CN');
  expect(what).not.toContain('杀毒');
  expect(todo).toContain('可能');
  expect(steps?.length).toBeGreaterThan(2);
});

test('a program that does not answer is said not to, by its name where that is known', () => {
  const says = (facts: Facts): string => {
    const found = judge('strangers', facts);
    return checkSays(found.id, found.code, found.facts, 'zh-CN').what;
  };
  expect(says(silent('/usr/bin/python3', false))).toMatch(/没有应答.*python3/);
  expect(says(silent('/usr/bin/python3', true))).not.toContain('没有应答');
  expect(says(silent(null, false))).toContain('未能确认');
});
