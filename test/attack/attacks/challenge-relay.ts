import { WINDOW_WORDS } from '../../../shared/text/window-words.js';
import { type Attack, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';

const CHALLENGE = 'login to bank.test: 8f3a';

export const challengeRelay: readonly Attack[] = [
  {
    what: 'a page passes on the challenge of another website, unnoticed',
    run: onBridge(async (target) => {
      target.userRefuses();
      await (await target.connect()).page().sign(CHALLENGE);
      const [window] = target.windows.shown;
      if (!window) throw new Error('no window');
      gotIf(!window.description.includes(CHALLENGE), 'a window that does not show it');
      gotIf(!window.description.includes(WINDOW_WORDS['zh-CN'].usableElsewhere), 'a window with no warning');
    }),
    defences: [
      {
        what: 'the text in the window',
        without: [{ file: 'shared/text/windows.ts', find: '          words.quoted(shown),\n', replace: '' }],
      },
      {
        what: 'the warning in the window',
        without: [
          {
            file: 'shared/text/windows.ts',
            find: '          !complete && words.code(content.code),\n          words.usableElsewhere,\n',
            replace: '          !complete && words.code(content.code),\n',
          },
        ],
      },
    ],
  },
  {
    what: 'a page that the user has logged in to passes on challenges with no window',
    run: onBridge(async (target) => {
      const page = (await target.connect()).page();
      target.userAgrees();
      await page.call('Login');
      const before = target.asked;
      const { ret } = await page.sign(CHALLENGE);
      gotIf(ret === 0 && target.asked === before, 'a signature that nobody was asked for');
    }),
    defences: [
      {
        what: 'the consent to each signature',
        without: [
          {
            file: 'bridge/signing/signing.ts',
            find: 'windowResult(await this.parts.prompts.confirm(text.signConfirm(signature), ctx.signal));',
            replace: 'success(true);',
          },
        ],
      },
    ],
  },
];
