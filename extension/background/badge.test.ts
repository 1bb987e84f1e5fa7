import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import type { CheckResult } from '../checks/result.js';
import { Badge } from './badge.js';

const READY: CheckResult = { id: 'program', code: 'ready', facts: {}, at: 1 };
const ALL_READY: readonly CheckResult[] = [
  READY,
  { ...READY, id: 'token', code: 'present' },
  { ...READY, id: 'validity', code: 'valid' },
  { ...READY, id: 'site', code: 'enabled' },
];
const BROKEN: CheckResult = { ...READY, code: 'bridge.unreachable' };
const ATTENTION: CheckResult = { id: 'pdf', code: 'downloaded', facts: {}, at: 1 };
const RECORD: CheckResult = { id: 'record', code: 'broken', facts: {}, at: 1 };
const TITLES = LIGHT_TEXT['zh-CN'].button;
const GREY = { '16': {} as ImageData };

/** What the browser shows over every tab that has nothing of its own. */
let button: Record<string, unknown>;

function action() {
  const set = (details: object) => {
    Object.assign(button, details);
    return Promise.resolve();
  };
  return {
    setBadgeText: vi.fn(set),
    setTitle: set,
    setBadgeBackgroundColor: async ({ color }: { color: string }) => set({ background: color }),
    setIcon: async (icon: { path?: object; imageData?: object }) => set({ grey: 'imageData' in icon }),
  };
}

beforeEach(() => {
  button = {};
  vi.stubGlobal('chrome', { action: action() });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['nothing known', [], { text: '', title: TITLES.unknown, grey: false }],
  ['ready', ALL_READY, { text: '', title: TITLES.ready, grey: false }],
  ['attention', [READY, ATTENTION], { text: '!', title: TITLES.attention, grey: false }],
  ['alarm', [...ALL_READY, ATTENTION, RECORD], { text: '!', title: TITLES.alarm, grey: false }],
  ['broken', [BROKEN, ATTENTION], { text: '×', title: TITLES.broken, grey: true }],
] as const)('%s is on the button', async (_, results, expected) => {
  new Badge('zh-CN', async () => GREY).show(results);
  await vi.waitFor(() => expect(button).toMatchObject(expected));
  expect('tabId' in button).toBe(false);
});

test('the same again asks the browser for nothing', async () => {
  const badge = new Badge('en', async () => GREY);
  badge.show([BROKEN]);
  badge.show([{ ...BROKEN, at: 2 }]);
  await vi.waitFor(() => expect(button.title).toBe(LIGHT_TEXT.en.button.broken));
  expect(chrome.action.setBadgeText).toHaveBeenCalledOnce();
});

test('what has changed while the grey icon was drawn is what stays', async () => {
  let draw = (): void => undefined;
  const drawn = new Promise<typeof GREY>((resolve) => {
    draw = () => resolve(GREY);
  });
  const badge = new Badge('zh-CN', () => drawn);
  badge.show([BROKEN]);
  badge.show(ALL_READY);
  draw();
  await drawn;
  await vi.waitFor(() => expect(button).toMatchObject({ text: '', title: TITLES.ready, grey: false }));
});

test('one that could not be set is set the next time', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  let icons: () => Promise<typeof GREY> = () => Promise.reject(new Error('no canvas'));
  const badge = new Badge('zh-CN', () => icons());
  badge.show([BROKEN]);
  await vi.waitFor(() => expect(warn).toHaveBeenCalledOnce());
  icons = async () => GREY;
  badge.show([BROKEN]);
  await vi.waitFor(() => expect(button).toMatchObject({ text: '×', grey: true }));
  warn.mockRestore();
});
