import { type Attack, gotIf } from '../attack.js';
import { onBridge, PASSWORD } from '../support/bridge-target.js';

export const pinCache: readonly Attack[] = [
  {
    what: 'other pages sign with the login of a page, with no password',
    run: onBridge(async (target) => {
      const client = await target.connect();
      target.userAgrees();
      await client.page().call('Login');
      target.windows.answerAll((open) => {
        if (open.window.kind === 'password') open.cancel();
        else open.accept();
      });
      const others = [
        client.page({ origin: 'https://evil.test' }),
        client.page({ tab: 2 }),
        client.page({ document: 'document-2' }),
      ];
      for (const other of others) {
        gotIf((await other.sign('text')).ret === 0, `a signature by ${JSON.stringify(other.caller)}`);
      }
    }),
    defences: [
      {
        what: 'the document that a login belongs to',
        without: [
          {
            file: 'bridge/signing/sessions/sessions.ts',
            find: 'return session?.scope === scope && this.clock.now() < session.until',
            replace: 'return session && this.clock.now() < session.until',
          },
        ],
      },
    ],
  },
  {
    what: 'whoever follows in the same document signs after the page has closed its sockets',
    run: onBridge(async (target) => {
      const client = await target.connect();
      target.userAgrees();
      const page = client.page();
      await page.call('Login');
      page.close();
      target.windows.answerAll((open) => {
        if (open.window.kind === 'password') open.cancel();
        else open.accept();
      });
      gotIf((await client.page().sign('text')).ret === 0, 'a signature');
    }),
    defences: [
      {
        what: 'the end of a login with its last socket',
        without: [
          {
            file: 'bridge/vendor/service.ts',
            find: 'if (last) this.parts.signing.endLogins((scope) => scope === documentScope(ctx));',
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'a password cache of the desktop answers in the place of the user',
    run: onBridge(async (target) => {
      target.windows.answerAll((open) => open.answerFromCache(PASSWORD));
      gotIf((await (await target.connect()).page().sign('text')).ret === 0, 'a signature');
    }),
    defences: [
      {
        what: 'the refusal of what no hand has typed',
        without: [
          {
            file: 'bridge/desktop/prompts/pinentry.ts',
            find: "if (reply.statuses.includes('PASSWORD_FROM_CACHE')) {",
            replace: "if (reply.statuses.includes('NO_SUCH_STATUS')) {",
          },
        ],
      },
    ],
  },
];
