// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CHECK_IDS } from '../../shared/text/checks/codes.js';
import { REPAIR_TEXT, repairFailed } from '../../shared/text/checks/repairs.js';
import { DIAGNOSIS_PAGE_TEXT } from '../../shared/text/diagnosis-page.js';
import type { CheckResult } from '../checks/result.js';
import { NOW } from '../checks/testing/facts.js';
import { DiagnosisPage, type DiagnosisPageProps } from './DiagnosisPage.js';

const text = DIAGNOSIS_PAGE_TEXT['zh-CN'];

function found(id: CheckResult['id'], code: string, at = NOW): CheckResult {
  return { id, code, facts: { origin: 'https://portal.test' }, at };
}

const again = vi.fn();
const repair = vi.fn<DiagnosisPageProps['repair']>(async () => null);
const save = vi.fn();

function show(results: readonly CheckResult[], more: Partial<DiagnosisPageProps> = {}): void {
  render(
    <DiagnosisPage
      language="zh-CN"
      checks={{ at: NOW, results, history: [] }}
      since={null}
      again={again}
      repair={repair}
      supportText={(withCompany) => (withCompany ? '带单位' : '不带单位')}
      saved={null}
      save={save}
      {...more}
    />,
    document.body,
  );
}

const one = (selector: string): HTMLElement => {
  const element = document.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`${selector} is shown`);
  return element;
};

beforeEach(() => {
  render(null, document.body);
  vi.clearAllMocks();
});

describe('while the checks run', () => {
  const results = [found('program', 'ready'), found('token', 'token.none', NOW - 1)];

  test('it tells how many have answered, and what was found before is grey with its time', () => {
    show(results, { since: NOW });
    expect(document.body.textContent).toContain(text.progress(1, CHECK_IDS.length));
    expect(one('[data-check=program]').className).toBe('row good');
    expect(one('[data-check=token]').className).toBe('row idle stale');
    expect(one('[data-check=token] .time').textContent).toBe(text.checkedAt('2026-11-24 11:59:59'));
    expect(one('main').getAttribute('aria-busy')).toBe('true');
  });

  test('no other run is begun', () => {
    show(results, { since: NOW });
    one('header button').click();
    expect(again).not.toHaveBeenCalled();
    show(results);
    one('header button').click();
    expect(again).toHaveBeenCalledOnce();
  });
});

test('what was broken stays, grey, with the focus on its button until it is looked at again', () => {
  const before = found('program', 'bridge.unreachable', NOW - 1);
  show([before]);
  one('.verdict button.main').focus();
  show([before], { since: NOW });
  expect(one('.verdict > div').className).toBe('idle stale');
  expect(one('[data-link=program]').dataset.state).toBe('waiting');
  expect(document.activeElement).toBe(one('.verdict button.main'));
  show([found('program', 'bridge.unreachable')]);
  expect(one('.verdict > div').className).toBe('bad');
  expect(document.activeElement).toBe(one('.verdict button.main'));
});

test('a repair that fails says so beside the button that was clicked, and what to do; the next try begins anew', async () => {
  const { what, todo } = repairFailed('popupsFixed', 'zh-CN');
  repair.mockResolvedValueOnce('popupsFixed');
  const results = [found('site', 'enabled'), found('popups', 'blocked'), found('program', 'bridge.unreachable')];
  show(results);
  one('[data-check=popups] button').click();
  await vi.waitFor(() => expect(one('[data-check=popups] [role=alert]').textContent).toBe(what + todo));
  expect(document.querySelectorAll('[role=alert]')).toHaveLength(1);
  // The same found anew takes it not away.
  show(results.map((result) => ({ ...result, at: NOW + 1 })));
  expect(document.querySelectorAll('[role=alert]')).toHaveLength(1);
  one('[data-check=popups] button').click();
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')).toBeNull());
});

test('it leads to how the findings have changed', () => {
  show([]);
  expect(one('a[href$="#history"]').textContent).toBe(text.history);
});

test('what was found stands in its group, what is not known never among the good or the bad', () => {
  const stopped = [found('token', 'token.none'), found('record', 'broken')];
  show([found('site', 'enabled'), found('popups', 'blocked'), ...stopped, found('seal', 'unknown')]);
  const groups = Object.fromEntries(
    [...document.querySelectorAll<HTMLElement>('[data-group]')].map((group) => [
      group.dataset.group,
      [...group.querySelectorAll<HTMLElement>('[data-check]')].map(({ dataset }) => dataset.check),
    ]),
  );
  expect(groups).toEqual({ bad: ['token'], alarm: ['record'], warn: ['popups'], info: ['seal'], good: ['site'] });
});

test('the first broken link comes with the button that mends it', () => {
  const broken = found('site', 'ungranted');
  show([broken]);
  const button = one('.verdict button.main');
  expect(button.textContent).toBe(REPAIR_TEXT['zh-CN'].enable);
  button.click();
  expect(repair).toHaveBeenCalledWith('enable', broken);
});

test('findings and versions alone are saved unless the user ticks more; the company in nothing is nothing', async () => {
  show([]);
  one('.export button').click();
  expect(save).toHaveBeenCalledWith(['checks', 'versions']);
  for (const name of ['checks', 'versions', 'company']) one(`.export input[name=${name}]`).click();
  await vi.waitFor(() => expect(document.body.textContent).toContain(text.export.nothing));
  one('.export button').click();
  expect(save).toHaveBeenCalledOnce();
});

test('why nothing was saved is said', () => {
  show([], { saved: { failed: 'bridge.unreachable' } });
  expect(one('.export .row.bad').textContent).toContain('桌面程序没有运行');
});

test('the company stands in the text for support where that is ticked', async () => {
  show([]);
  expect(one('.support pre').textContent).toBe('不带单位');
  one('.support input').click();
  await vi.waitFor(() => expect(one('.support pre').textContent).toBe('带单位'));
});
