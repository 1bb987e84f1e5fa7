import { afterAll, beforeAll, expect, it } from 'vitest';
import { WINDOW_WORDS } from '../../shared/text/window-words.js';
import { type CountedStack, startCountedStack } from './counted-stack.js';
import { createFakeTime, type FakeTime } from './faketime.js';
import { bindDirectly, click, loginOutcome, showCaLogin } from './portal-stack.js';

const { expired, early } = WINDOW_WORDS['zh-CN'];

let time: FakeTime;
let stack: CountedStack;

beforeAll(async () => {
  time = createFakeTime('+9y');
  stack = await startCountedStack({ env: time.env });
  await bindDirectly(stack);
});

afterAll(async () => {
  await stack.close();
  time.close();
});

it.each([
  ['+9y', expired, early],
  ['-9y', early, expired],
])('a bridge whose clock is off by %s says so of the certificate, and the login passes', async (offset, said, not) => {
  time.set(offset);
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  await click(page, '#ca-login');
  const window = await stack.windows.next();
  expect(window.window.description).toContain(said);
  expect(window.window.description).not.toContain(not);
  window.password(stack.password);
  expect(await loginOutcome(page)).toBe('home');
  await page.close();
});

it('a clock that jumps between signatures, and within one, breaks no record', async () => {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await page.evaluate(`{
    const socket = new WebSocket('ws://localhost:17212/test');
    const opened = new Promise((resolve) => { socket.onopen = resolve; });
    globalThis.ask = async (frame) => {
      await opened;
      return new Promise((resolve) => {
        socket.onmessage = ({ data }) => resolve(data);
        socket.send(frame);
      });
    };
  }`);
  await page.evaluate(`ask('1|SelectSignCert|{}')`);
  const before = stack.recorded().signed.size;
  const jumps = ['+0', '+1d', '-1d', '+3y', '-3y', '-20y', '+0'];
  for (const [index, jump] of jumps.entries()) {
    const answer = page.evaluate(`ask('1|SignText|{"signText":"jump-${index}"}')`);
    const window = await stack.windows.next();
    time.set(jump);
    if (window.window.kind === 'password') window.password(stack.password);
    else window.accept();
    expect(await answer).toContain('"ret":0');
  }
  const { intents, signed } = stack.recorded();
  expect(signed.size - before).toBe(jumps.length);
  expect(intents).toHaveLength(signed.size);
  await stack.bridge.stop('SIGKILL');
  await stack.bridge.start();
  expect(stack.recorded().signed.size).toBe(signed.size);
});
