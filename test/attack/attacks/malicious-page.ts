import type { OpenWindow } from '../../prompts/scripted-windows.js';
import { type Attack, AttackSucceeded, gotIf } from '../attack.js';
import { agree, onBridge } from '../support/bridge-target.js';
import { openVendorPort } from '../support/browser-target.js';

/** How long a window is left open, for another one to come: a program for one is started well within it. */
const LEFT_OPEN_MS = 4_000;

export const maliciousPage: readonly Attack[] = [
  {
    what: 'pages open windows over the window that the user is reading',
    run: onBridge(async (target) => {
      const client = await target.connect();
      const another = new Promise<never>((_, reject) => {
        let open: OpenWindow | null = null;
        target.windows.answerAll((next) => {
          if (open) reject(new AttackSucceeded('a second window beside the first'));
          open = next;
        });
      });
      const pages = [1, 2, 3].map((tab) => client.page({ tab, document: `document-${tab}` }));
      const asked = Promise.allSettled(pages.map((page) => page.sign('text')));
      await Promise.race([another, new Promise((resolve) => setTimeout(resolve, LEFT_OPEN_MS))]);
      await client.end();
      await asked;
    }),
    defences: [
      {
        what: 'the queue of windows',
        without: [
          {
            file: 'bridge/signing/window-queue.ts',
            find: "if (this.open && !(await this.turn(signal, site))) return failure('prompt.cancelled');",
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'a page leaves, and its window stays for the user to agree to',
    run: onBridge(async (target) => {
      const page = (await target.connect()).page();
      const asked = page.sign('text');
      const open = await target.windows.next();
      page.close();
      const stays = new Promise((resolve) => setTimeout(() => resolve(true), LEFT_OPEN_MS));
      if (await Promise.race([open.closed, stays])) agree(open);
      gotIf((await asked).ret === 0, 'a signature that no page waits for');
    }),
    defences: [
      {
        what: 'the end of a window with its page',
        without: [
          {
            file: 'bridge/vendor/service.ts',
            find: 'this.attendance.abortSocket(this.sockets.id(ctx, socket));',
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'a page that is logged in has its signature though the user refuses',
    run: onBridge(async (target) => {
      const page = (await target.connect()).page();
      target.userAgrees();
      await page.call('Login');
      target.userRefuses();
      gotIf((await page.sign('text')).ret === 0, 'a signature');
    }),
    defences: [
      {
        what: 'the user’s no',
        without: [
          {
            file: 'bridge/signing/window-queue.ts',
            find: "return answer.kind === 'answered' ? { ok: true, value: answer.value }",
            replace: "return answer.kind !== 'unavailable' ? { ok: true, value: answer.value }",
          },
        ],
      },
    ],
  },
  {
    what: 'a page that was let use one certificate goes on with that of another company',
    run: onBridge(
      async (target) => {
        target.userAgrees();
        const page = (await target.connect()).page();
        const sign = async (index: number): Promise<number> => {
          await page.call('GetSignCert', { index });
          return (await page.call('SignText', { signText: `text ${index}` })).ret;
        };
        if ((await sign(0)) !== 0) throw new Error('nothing was signed');
        gotIf((await sign(1)) === 0, 'a signature by the other company');
      },
      { companies: ['衡水甲公司', '衡水乙公司'] },
    ),
    defences: [
      {
        what: 'the certificate that a tab is held to',
        without: [
          {
            file: 'bridge/signing/consent/tab-bindings.ts',
            find: 'if (!binding || binding.certificate === certificate) return true;',
            replace: "if (!binding || certificate !== '') return true;",
          },
        ],
      },
    ],
  },
  {
    what: 'a page that is not enabled reaches the extension by a content script of its own',
    inBrowser: true,
    run: async (build) => {
      const target = await build.browser();
      const page = await target.open(target.neighbour.origin);
      const answer = await target.asContentScript(page, openVendorPort([]));
      await page.close();
      gotIf(answer !== 'refused', `the extension said: ${answer}`);
    },
    defences: [
      {
        what: 'the look at the origin that the browser names',
        without: [
          {
            file: 'extension/background/sender.ts',
            find: " && origin !== 'null' && enabled.has(origin)",
            replace: ' && enabled.size > 0',
          },
        ],
      },
    ],
  },
  {
    what: 'a page has its windows allowed with no click of the user',
    inBrowser: true,
    run: async (build) => {
      const target = await build.browser();
      const page = await target.open(target.portal.origin);
      await page.evaluate(clickForTheUser);
      const asked = JSON.stringify({ primaryUrl: `${target.portal.origin}/` });
      const ask = (): Promise<unknown> => target.stack.inWorker(`chrome.contentSettings.popups.get(${asked})`);
      let setting = JSON.stringify(await ask());
      const until = Date.now() + LEFT_OPEN_MS;
      while (setting !== '{"setting":"allow"}' && Date.now() < until) setting = JSON.stringify(await ask());
      await page.close();
      gotIf(setting === '{"setting":"allow"}', 'windows are allowed');
    },
    defences: [
      {
        what: 'a bar that no script reaches',
        without: [
          { file: 'extension/content/popups/bar.ts', find: "mode: 'closed'", replace: "mode: 'open'" },
          {
            file: 'extension/content/popups/bar.ts',
            find: 'if (event.isTrusted && event.timeStamp',
            replace: 'if (event.timeStamp',
          },
        ],
      },
    ],
  },
];

/** In the page: forges the notice of a blocked window, waits for the bar, and clicks by script on whatever of it is to be had. */
async function clickForTheUser(): Promise<void> {
  const forged = { what: 'blocked', url: '/blank.html', name: '', features: '' };
  const bar = new Promise<Element>((resolve) => {
    new MutationObserver(([change]) => {
      const [added] = change?.addedNodes ?? [];
      if (added instanceof Element) resolve(added);
    }).observe(document.documentElement, { childList: true });
  });
  document.dispatchEvent(new CustomEvent('ca-popup', { detail: JSON.stringify(forged) }));
  const host = await bar;
  // What comes sooner does not count even of the user.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const click = (on: Element | null): unknown =>
    on?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  for (let x = 0; x < innerWidth; x += 10) for (let y = 0; y < 100; y += 10) click(document.elementFromPoint(x, y));
  // The first is the one that allows; the other would close the bar.
  click(host.shadowRoot?.querySelector('button') ?? host);
}
