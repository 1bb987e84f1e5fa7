import { randomBytes } from 'node:crypto';
import { filesWith } from '../../e2e/canary.js';
import { type Attack, gotIf } from '../attack.js';
import { agree, onBridge, PASSWORD } from '../support/bridge-target.js';

export const logLeak: readonly Attack[] = [
  {
    what: 'whoever gets the log and the files looks for passwords and for what was signed',
    run: onBridge(async (target) => {
      const [wrong, passed, content] = ['wrong', 'page', 'content'].map(
        (name) => `${name}-${randomBytes(12).toString('hex')}`,
      ) as [string, string, string];
      const page = (await target.connect()).page();
      let typed = 0;
      target.windows.answerAll((open) => {
        typed += 1;
        agree(open, typed === 1 ? wrong : PASSWORD);
      });
      await page.call('Login', { pin: passed });
      const { ret } = await page.sign(content);
      if (ret !== 0) throw new Error('nothing was signed');
      await page.frame(`1|Login|{"pin":"${passed}`);
      await page.frame(`9|${passed}`);
      await target.bridge.stop();
      for (const secret of [PASSWORD, wrong, passed, content]) {
        const files = filesWith(secret, target.folder);
        gotIf(files.length > 0, `${secret} in ${files}`);
      }
    }),
    defences: [
      {
        what: 'the fields that are logged of a page’s frame',
        without: [
          {
            file: 'bridge/vendor/service.ts',
            find: "this.parts.log.event('vendor', { fn, ok",
            replace: "this.parts.log.event('vendor', { fn, frame, ok",
          },
        ],
      },
      {
        what: 'the password that stays a Buffer',
        without: [
          {
            file: 'bridge/signing/token-access.ts',
            find: 'this.opening.add(token);',
            replace: "this.opening.add(token); this.parts.log.event('login', { password: String(password) });",
          },
        ],
      },
      {
        what: 'the record that holds a code in the place of the content',
        without: [
          {
            file: 'bridge/signing/signer.ts',
            find: 'code: shortCode(request.input),',
            replace: 'code: request.input.toString(),',
          },
        ],
      },
    ],
  },
];
