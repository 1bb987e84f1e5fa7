import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { HOPS_TEXT } from '../../shared/text/hops.js';
import { vendorCode } from '../../shared/vendor/codes.js';
import { holds } from './canary.js';
import { bindDirectly, logInByCa, type PortalStack, startPortalStack } from './portal-stack.js';

const COMPANY = '衡水金保科技有限公司';
const CONTENT = 'Content-0123456789abcdef';
const text = HOPS_TEXT['zh-CN'];
let stack: PortalStack;

beforeAll(async () => {
  stack = await startPortalStack({ identities: [{ company: COMPANY }] });
});

afterAll(() => stack.close());

function kept(): Promise<unknown> {
  return stack.inWorker("chrome.storage.session.get('hops').then(({ hops }) => JSON.stringify(hops ?? []))");
}

it('a login leaves each hop with its name, place and outcome, and nothing of what was said', async () => {
  await bindDirectly(stack);
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await logInByCa(page, stack);
  await page.evaluate(
    (frames) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket('ws://localhost:17212/test');
        let left = frames.length;
        socket.onmessage = () => {
          left -= 1;
          if (left === 0) resolve();
        };
        socket.onopen = () => {
          for (const frame of frames) socket.send(frame);
        };
      }),
    [`1|${CONTENT.replaceAll('-', '')}|{"pin":"${stack.pagePassword}"}`, `1|ReadDataText|{"label":"${CONTENT}"}`],
  );
  await expect.poll(kept, { timeout: 10_000 }).toContain('"ReadDataText"');
  const log = String(await kept());
  for (const name of ['hello', 'vendor.call', 'SelectSignCert', 'SignText', 'unknown'])
    expect(log).toContain(`"${name}"`);
  expect(log).toContain(stack.portal.origin);
  for (const secret of [stack.password, stack.pagePassword, CONTENT, CONTENT.replaceAll('-', ''), COMPANY]) {
    expect(holds(log, secret)).toBe(false);
  }
  await page.close();
});

it('the page of settings shows them after the service worker’s death, by outcome, and clears them', async () => {
  await stack.killWorker();
  const page = await stack.open(`chrome-extension://${EXTENSION_ID}/extension/options/index.html`);
  // By keyboard: what is above grows meanwhile, and a click would meet something else.
  await (await page.waitForSelector('.hops summary'))?.focus();
  await page.keyboard.press('Enter');
  const names = (): Promise<string[]> =>
    page.$$eval('.hops tbody tr', (rows) => rows.map((row) => row.children[2]?.textContent ?? ''));
  await expect.poll(names, { timeout: 10_000 }).toContain('SignText');
  await page.select('.hops label:nth-of-type(2) select', 'ok');
  await expect
    .poll(() =>
      page.$$eval('.hops tbody td:nth-child(7)', (all) =>
        all.every(({ textContent }) => textContent.startsWith('已答复')),
      ),
    )
    .toBe(true);
  const outcomes = await page.$$eval('.hops tbody td:nth-child(7)', (all) => all.map(({ textContent }) => textContent));
  for (const ret of [null, 0, vendorCode('vendor.unsupported')]) expect(outcomes).toContain(text.answered(ret));
  const reached = await page.$$eval('.hops tbody td:nth-child(4)', (all) => all.map((td) => td.textContent));
  expect(reached.some((ms) => /^\d+$/.test(ms ?? ''))).toBe(true);
  await (await page.waitForSelector(`::-p-xpath(//button[.="${text.clear}"])`))?.click();
  await expect.poll(names).not.toContain('SignText');
  await page.close();
});
