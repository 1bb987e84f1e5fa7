import { createContext, runInContext } from 'node:vm';
import { type Attack, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';
import { randomId } from '../support/client.js';

/** Ends the literal that a page evaluates, and what is run then. */
const BREAKS_OUT = '"});pwned=1;({"a":"|';

export const forgedReplyRouting: readonly Attack[] = [
  {
    what: 'a page names the socket of another page',
    run: onBridge(async (target) => {
      const client = await target.connect();
      const victim = client.page();
      await victim.call('SelectSignCert');
      const evil = client.page({ origin: 'https://evil.test', tab: 2, document: 'document-2' });
      Object.assign(evil, { socket: victim.socket });
      const { ret } = await evil.call('GetSubjectItem', { index: 'CN' });
      gotIf(ret === 0, 'what the other page had chosen');
    }),
    defences: [
      {
        what: 'the document in a socket’s name',
        without: [
          {
            file: 'bridge/vendor/sockets.ts',
            find: 'return documentScope(owner) + socket;',
            replace: 'return socket;',
          },
        ],
      },
    ],
  },
  {
    what: 'a page asks with the key of another page’s signature',
    run: onBridge(async (target) => {
      const client = await target.connect();
      const key = randomId();
      target.userAgrees();
      await client.page().sign('login 4711', key);
      target.userRefuses();
      const evil = client.page({ origin: 'https://evil.test', tab: 2, document: 'document-2' });
      gotIf((await evil.sign('login 4711', key)).ret === 0, 'the signature of the other page');
    }),
    defences: [
      {
        what: 'the site in an operation’s name',
        without: [
          {
            file: 'bridge/signing/signing.ts',
            find: 'const name = siteScope(ctx) + request.key;',
            replace: 'const name = request.key;',
          },
        ],
      },
    ],
  },
  {
    what: 'a certificate’s name breaks out of the answer that pages evaluate',
    run: onBridge(
      async (target) => {
        const page = (await target.connect()).page();
        await page.call('SelectSignCert');
        const answer = (await page.frame('1|GetSubjectItem|{"index":"CN"}')) ?? '';
        gotIf(answer.split('|').length !== 3, 'a field of its own');
        const realm = createContext({ pwned: 0 });
        runInContext(`(${answer.split('|')[2]})`, realm);
        gotIf(realm.pwned === 1, 'a script of its own in the page');
      },
      { companies: [BREAKS_OUT] },
    ),
    defences: [
      {
        what: 'the escapes of an answer',
        without: [
          {
            file: 'shared/vendor/frame.ts',
            find: 'value.replace(/[^A-Za-z0-9 !#$%()*+,\\-./:;=?@[\\]^_{}~]/g, unicodeEscape)',
            replace: 'value',
          },
        ],
      },
    ],
  },
];
