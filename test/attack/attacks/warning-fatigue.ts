import { WINDOW_WORDS } from '../../../shared/text/window-words.js';
import { startScreen } from '../../e2e/screen.js';
import { type Attack, gotIf } from '../attack.js';
import { BridgeTarget, onBridge } from '../support/bridge-target.js';

/** One window, and those that may wait for it. */
const WINDOWS = 9;
const REQUESTS = 14;
/** After which a site is to be quiet. */
const REFUSALS = 3;

export const warningFatigue: readonly Attack[] = [
  {
    what: 'many sites ask at once, so that the user agrees to have peace',
    run: onBridge(async (target) => {
      target.userRefuses();
      const client = await target.connect();
      const pages = Array.from({ length: REQUESTS }, (_, tab) =>
        client.page({ origin: `https://site-${tab}.test`, tab, document: `document-${tab}` }),
      );
      await Promise.all(pages.map((page) => page.call('SelectSignCert')));
      await Promise.all(pages.map((page) => page.call('SignText', { signText: 'text' })));
      gotIf(target.asked > WINDOWS, `${target.asked} windows one after the other`);
    }),
    defences: [
      {
        what: 'the end of the queue of windows',
        without: [
          {
            file: 'bridge/signing/window-queue.ts',
            find: " || (site !== '' && pages >= MAX_WAITING)",
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'a page asks again whenever the user has refused',
    run: onBridge(async (target) => {
      target.userRefuses();
      const page = (await target.connect()).page();
      for (let count = 0; count < REFUSALS + 2; count += 1) await page.sign(`text ${count}`);
      gotIf(target.asked > REFUSALS, `${target.asked} windows`);
    }),
    defences: [
      {
        what: 'the pause of a site',
        without: [
          {
            file: 'bridge/signing/consent/site-pauses.ts',
            find: 'standing.refusals >= REFUSALS || ',
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'a page opens its window under the fingers of a user who is typing',
    run: async (build) => {
      const screen = await startScreen();
      // The zenity of the system: what Enter does in it is the question.
      const options = { env: () => ({ DISPLAY: screen.name }), settings: { 'programs.zenity': 'zenity' } };
      const attack = BridgeTarget.prepared(build, options, async (target) => {
        await target.bridge.start();
        target.userAgrees();
        const page = (await target.connect()).page();
        await page.call('Login');
        const signed = page.sign('text');
        await screen.pressInWindow(WINDOW_WORDS['zh-CN'].titles.sign, 'Return');
        gotIf((await signed).ret === 0, 'a signature by Enter');
      });
      await attack.finally(() => screen.close());
    },
    defences: [
      {
        what: 'the button that Enter presses',
        without: [{ file: 'bridge/desktop/prompts/zenity.ts', find: "      '--default-cancel',\n", replace: '' }],
      },
    ],
  },
];
