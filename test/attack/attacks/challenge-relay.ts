import { WINDOW_WORDS } from '../../../shared/text/window-words.js';
import { type Attack, gotIf } from '../attack.js';
import { onBridge, rememberIfOffered } from '../support/bridge-target.js';
import { type Fields, LOGIN_CLAIMS } from '../support/client.js';

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
            file: 'bridge/signing/consent/consent.ts',
            find: 'windowResult(await prompts.confirm(window, ctx.signal));',
            replace: 'success(window ? true : "remember");',
          },
        ],
      },
    ],
  },
  {
    what: 'a page has more signed than logins, where the user wanted no more questions before those',
    run: onBridge(async (target) => {
      const client = await target.connect();
      const page = client.page();
      page.claims = LOGIN_CLAIMS;
      target.windows.answerAll(rememberIfOffered);
      await page.call('Login');
      await page.sign('login 1');
      target.userRefuses();
      if ((await page.sign('login 2')).ret !== 0) throw new Error('the login was not remembered');
      const refused: [string, () => Promise<Fields>][] = [
        ['a long text', () => page.sign('a text that no window could show in full: '.repeat(3))],
        ['a digest', () => page.call('SignB64', { b64data: Buffer.alloc(20, 0xfe).toString('base64') })],
      ];
      for (const [what, ask] of refused) gotIf((await ask()).ret === 0, what);
      page.claims = { ...LOGIN_CLAIMS, acted: false };
      gotIf((await page.sign('login 3')).ret === 0, 'a login that no user has asked for');
    }),
    defences: [
      {
        what: 'the length that a window shows',
        without: [
          {
            file: 'bridge/signing/consent/consent.ts',
            find: "content.kind !== 'text' || content.length > MAX_LOGIN_TEXT",
            replace: "content.kind !== 'text'",
          },
        ],
      },
      {
        what: 'the user’s act',
        without: [
          {
            file: 'bridge/signing/consent/consent.ts',
            find: "if (!page?.acted || page.purpose !== 'login'",
            replace: "if (page?.purpose !== 'login'",
          },
        ],
      },
    ],
  },
];
