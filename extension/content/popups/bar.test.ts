// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PopupBar } from './bar.js';

const BUTTONS = { allow: '允许并重试', close: '关闭提示' };
const allow = vi.fn();
let bar: PopupBar;
/** The closed one, as only the browser's own input reaches it. */
let root: ShadowRoot;
let now: number;

beforeEach(() => {
  now = 10_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    root = attach.call(this, init);
    return root;
  });
  allow.mockClear();
  bar = new PopupBar();
});
afterEach(() => {
  bar.hide();
  vi.restoreAllMocks();
});

/** The user's own click, so many milliseconds after what was shown last. */
function click(label: string, after: number): void {
  const button = [...root.querySelectorAll('button')].find(({ textContent }) => textContent === label);
  now += after;
  const event = new MouseEvent('click', { bubbles: true });
  Object.defineProperties(event, { isTrusted: { value: true }, timeStamp: { value: now } });
  button?.dispatchEvent(event);
}

const blocked = (what = '拦截了窗口'): void => bar.blocked({ what, todo: '点「允许并重试」' }, BUTTONS, allow);

test('a click counts once what it is on could be read', () => {
  blocked();
  click(BUTTONS.allow, 499);
  expect(allow).not.toHaveBeenCalled();
  click(BUTTONS.allow, 1);
  expect(allow).toHaveBeenCalledOnce();
});

test('a button that comes back with a second window has to be read anew', () => {
  blocked();
  click(BUTTONS.allow, 500);
  bar.say({ what: '已允许', todo: '再点一次' }, BUTTONS);
  now += 5_000;
  blocked();
  click(BUTTONS.allow, 499);
  expect(allow).toHaveBeenCalledOnce();
  click(BUTTONS.allow, 1);
  expect(allow).toHaveBeenCalledTimes(2);
});

test('so has one whose bar names another site; the same window again takes nothing back', () => {
  blocked();
  now += 5_000;
  blocked('拦截了窗口：other.test');
  click(BUTTONS.allow, 499);
  expect(allow).not.toHaveBeenCalled();
  blocked('拦截了窗口：other.test');
  click(BUTTONS.allow, 1);
  expect(allow).toHaveBeenCalledOnce();
});

test('the bar can be closed whatever the page goes on to open', () => {
  blocked();
  now += 5_000;
  blocked('拦截了窗口：other.test');
  click(BUTTONS.close, 0);
  expect(document.documentElement.contains(root.host)).toBe(false);
});
