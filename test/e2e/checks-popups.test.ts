import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChecksInPopup } from './checks-view.js';
import { type Stack, startStack } from './harness.js';
import { closeAtOnce, PopupServer } from './popup-page.js';

let server: PopupServer;
let stack: Stack;
let origin: string;
let checks: ChecksInPopup;

beforeAll(async () => {
  server = await PopupServer.start();
  origin = `http://page.test:${server.port}`;
  stack = await startStack({ origins: [origin] });
  checks = new ChecksInPopup(await stack.popup());
  await stack.open(`${origin}/`);
});

afterAll(async () => {
  await stack.close();
  await server.close();
});

/** Opens a window as the page does by itself; resolves with what it got. */
function openByItself(path: string): Promise<string> {
  return server.run(`window.open('${path}', '', 'width=400,height=300') === null ? 'blocked' : 'opened'`);
}

it('windows that the browser would block, and one that it has blocked, are allowed by one click', async () => {
  await checks.says(await checks.finds('popups', 'blocked'));
  expect(await openByItself('/window-1')).toBe('blocked');
  const found = await checks.finds('popups', 'blockedNow');
  expect(found.facts).toEqual({ origin });
  await checks.says(found);
  await checks.mends('popups', 'allowPopups', 'allowed');
  expect(await openByItself('/window-2')).toBe('opened');
  await checks.finds('popups', 'allowed');
});

it('a window that something else closes at once is told with the steps against it', async () => {
  const closed = closeAtOnce(stack.browser, `${origin}/window-3`);
  expect(await openByItself('/window-3')).toBe('opened');
  await closed;
  await checks.says(await checks.finds('popups', 'closedByOthers'));
  // What was seen counts until the browser’s end.
  await stack.restartBrowser();
  await stack.open(`${origin}/`);
  expect(await openByItself('/window-4')).toBe('opened');
  checks = new ChecksInPopup(await stack.popup());
  await checks.finds('popups', 'allowed');
});
