import { WINDOW_WORDS } from '../../../shared/text/window-words.js';
import { type Attack, gotIf } from '../attack.js';
import { onBridge, rememberIfOffered } from '../support/bridge-target.js';
import { LOGIN_CLAIMS } from '../support/client.js';

export const httpPortal: readonly Attack[] = [
  {
    what: 'whoever is on the way to an http portal asks in its name, unnoticed',
    run: onBridge(async (target) => {
      target.userRefuses();
      await (await target.connect()).page({ origin: 'http://portal.test' }).sign('text');
      const [window] = target.windows.shown;
      if (!window) throw new Error('no window');
      gotIf(!window.description.includes(WINDOW_WORDS['zh-CN'].insecure), 'a window with no warning');
    }),
    defences: [
      {
        what: 'the look at the scheme',
        without: [
          {
            file: 'bridge/server/context.ts',
            find: "secure: caller.origin.startsWith('https:'),",
            replace: 'secure: true,',
          },
        ],
      },
      {
        what: 'the warning in the window',
        without: [{ file: 'bridge/signing/describe.ts', find: 'insecure: !ctx.secure', replace: 'insecure: false' }],
      },
    ],
  },
  {
    what: 'whoever is on the way uses up a login that the user wanted no more questions for',
    run: onBridge(async (target) => {
      const page = (await target.connect()).page({ origin: 'http://portal.test' });
      page.claims = LOGIN_CLAIMS;
      target.windows.answerAll(rememberIfOffered);
      await page.call('Login');
      await page.sign('login 1');
      target.userRefuses();
      gotIf((await page.sign('login 2')).ret === 0, 'a signature that nobody was asked for');
    }),
    defences: [
      {
        what: 'remembering on https alone',
        without: [
          {
            file: 'bridge/signing/consent/consent.ts',
            find: 'if (!ctx.secure || ctx.ancestors.length > 0 || uncertain) return false;',
            replace: 'if (ctx.ancestors.length > 0 || uncertain) return false;',
          },
        ],
      },
    ],
  },
];
