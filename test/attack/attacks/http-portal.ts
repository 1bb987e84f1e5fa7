import { WINDOW_WORDS } from '../../../shared/text/window-words.js';
import { type Attack, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';

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
        without: [{ file: 'bridge/signing/signing.ts', find: 'insecure: !ctx.secure', replace: 'insecure: false' }],
      },
    ],
  },
];
