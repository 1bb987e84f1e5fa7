import { type Attack, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';
import { onFakeToken, TOKEN_PASSWORD } from '../support/fake-token.js';

export const pinBruteForce: readonly Attack[] = [
  {
    what: 'a page keeps the user typing wrong passwords',
    run: onBridge(async (target) => {
      let typed = 0;
      target.windows.answerAll((open) => {
        typed += 1;
        if (typed > 3) open.cancel();
        else open.password('Wrong-1');
      });
      await (await target.connect()).page().sign('text');
      gotIf(typed > 2, 'a third try in one dialogue');
    }),
    defences: [
      {
        what: 'the end after two wrong ones',
        without: [
          {
            file: 'bridge/signing/sessions/attempts.ts',
            find: "if (wrong >= WRONG_PER_DIALOGUE) return failure('password.incorrect', retriesLeft);",
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'a page goes on asking after wrong passwords, each in a dialogue that is left before its end',
    run: onBridge(async (target) => {
      let windows = 0;
      target.windows.answerAll((open) => {
        windows += 1;
        if (windows % 2 === 1) open.password('Wrong-1');
        else open.cancel();
      });
      const page = (await target.connect()).page();
      for (let dialogue = 0; dialogue < 3; dialogue += 1) await page.sign('text');
      gotIf(windows > 4, 'a third dialogue with no pause');
    }),
    defences: [
      {
        what: 'the count of whatever had a wrong one',
        without: [
          { file: 'bridge/signing/token-access.ts', find: 'if (wrong) this.coolDown.failed(token);', replace: '' },
        ],
      },
      {
        what: 'the pause',
        without: [
          {
            file: 'bridge/signing/token-access.ts',
            find: "if (this.coolDown.pauses(token)) return failure('password.coolDown');",
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'a page guesses passwords by itself, many in a row',
    run: onFakeToken({ tries: 3 }, async (target, fake) => {
      target.userRefuses();
      const page = (await target.connect()).page();
      for (const pin of ['1111', '2222', '3333']) await page.call('Login', { pin });
      gotIf((await fake.calls()).includes('C_Login'), 'a try on the token');
    }),
    defences: [
      {
        what: 'the rule that a page’s password is never tried',
        without: [
          {
            file: 'bridge/vendor/logins.ts',
            find: 'const outcome = await call.signing.login(call.ctx, certificate.value.info.id);',
            replace: `const { token } = certificate.value.info;
              const outcome = await call.tokens.driverOf(token).login(token, Buffer.from(textParam(call.params, 'pin')));`,
          },
        ],
      },
    ],
  },
  {
    what: 'a page has the user spend the last try without knowing',
    run: onFakeToken({ tries: 2 }, async (target) => {
      const page = (await target.connect()).page();
      target.windows.answerAll((open) => {
        if (open.window.kind === 'password' && target.asked === 1) open.password('Wrong-1');
        else open.cancel();
      });
      await page.sign('text');
      const before = target.windows.shown.length;
      await page.sign('text');
      gotIf(target.windows.shown[before]?.kind === 'password', 'the last try with no question before it');
    }),
    defences: [
      {
        what: 'the question before the last try',
        without: [
          {
            file: 'bridge/signing/password-dialogue.ts',
            find: "if (tries.value.left === 'last') {",
            replace: "if (tries.value.left === 'never') {",
          },
        ],
      },
    ],
  },
  {
    what: 'a page has passwords typed for a token that is locked',
    run: onFakeToken({ tries: 1 }, async (target) => {
      const page = (await target.connect()).page();
      target.windows.answerAll((open) => {
        if (open.window.kind === 'password') open.password(target.asked > 2 ? TOKEN_PASSWORD : 'Wrong-1');
        else open.accept();
      });
      await page.sign('text');
      const before = target.windows.shown.length;
      await page.sign('text');
      gotIf(target.windows.shown.length > before, 'a window');
    }),
    defences: [
      {
        what: 'the look at the lock',
        without: [
          {
            file: 'bridge/signing/sessions/attempts.ts',
            find: "if (tries === 'locked' || retriesLeft === 0) return failure('password.locked');",
            replace: '',
          },
        ],
      },
    ],
  },
];
