import { type Attack, gotIf } from '../attack.js';
import { onBridge, PASSWORD } from '../support/bridge-target.js';

export const pinPhishing: readonly Attack[] = [
  {
    what: 'a page that has asked for the password itself logs in with it, unseen',
    run: onBridge(async (target) => {
      target.userRefuses();
      const page = (await target.connect()).page();
      await page.call('SelectSignCert');
      for (const fn of ['Login', 'UILogin', 'CspLogin']) {
        const { ret } = await page.call(fn, { pin: PASSWORD, pwd: PASSWORD, password: PASSWORD });
        gotIf(ret === 0, `a login by ${fn}`);
      }
    }),
    defences: [
      {
        what: 'the rule that a page’s password is never used',
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
];
