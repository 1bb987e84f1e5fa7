import { until } from '../../e2e/wait.js';
import { type Attack, gotIf } from '../attack.js';
import { agree, onBridge } from '../support/bridge-target.js';
import { randomId } from '../support/client.js';
import { onFakeToken, TOKEN_PASSWORD } from '../support/fake-token.js';

export const doubleSign: readonly Attack[] = [
  {
    what: 'a page has other bytes signed under the key of a signature that was agreed to',
    run: onBridge(async (target) => {
      const page = (await target.connect()).page();
      const key = randomId();
      target.userAgrees();
      await page.sign('agreed', key);
      target.userRefuses();
      gotIf((await page.sign('something else', key)).ret === 0, 'an answer that looks like a signature');
    }),
    defences: [
      {
        what: 'the content that a key is bound to',
        without: [
          {
            file: 'bridge/signing/once.ts',
            find: "known.fingerprint === fingerprint ? known.outcome : Promise.resolve(failure('sign.keyReused'))",
            replace: 'known.outcome',
          },
        ],
      },
    ],
  },
  {
    what: 'a signature is asked for again after the bridge was killed',
    run: onBridge(async (target) => {
      target.userAgrees();
      const [key, page] = [randomId(), (await target.connect()).page()];
      await page.sign('text', key);
      await target.bridge.stop('SIGKILL');
      await target.bridge.start();
      const before = target.asked;
      await (await target.connect()).page().sign('text', key);
      gotIf(target.asked > before, 'a second signature');
    }),
    defences: [
      {
        what: 'the outcomes that are kept',
        without: [
          { file: 'bridge/signing/signing.ts', find: "if (kind === 'done') return known.value.outcome;", replace: '' },
        ],
      },
    ],
  },
  {
    what: 'the bridge is killed while the token signs, and the page asks again',
    run: onFakeToken({}, async (target, fake) => {
      target.windows.answerAll((open) => agree(open, TOKEN_PASSWORD));
      const key = randomId();
      await fake.fault({ C_Sign: { outcome: 'hang' } });
      const lost = (await target.connect()).page().sign('text', key);
      const ended = lost.catch(() => undefined);
      await until('the token to sign', async () => (await fake.calls()).includes('C_Sign'));
      await target.bridge.stop('SIGKILL');
      await ended;
      await fake.fault({});
      await target.bridge.start();
      target.windows.answerAll((open) => {
        if (open.window.title.includes('再次签名')) open.cancel();
        else agree(open, TOKEN_PASSWORD);
      });
      const { ret } = await (await target.connect()).page().sign('text', key);
      gotIf(ret === 0, 'what may be a second signature, with no word of it');
    }),
    defences: [
      {
        what: 'the question whether to sign again',
        without: [
          {
            file: 'bridge/signing/consent/consent.ts',
            find: 'request.uncertain && {',
            replace: 'false && {',
          },
        ],
      },
    ],
  },
];
