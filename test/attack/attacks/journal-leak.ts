import { PAIRING_LIST, POPUP_STATUS, SITE_STATUS } from '../../../extension/messages/names.js';
import { type Attack, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';
import { sendMessages } from '../support/browser-target.js';

const OWN_METHODS: readonly (readonly [method: string, params: object])[] = [
  ['journal.list', { before: null, limit: 10 }],
  ['journal.export', { before: null }],
  ['journal.verify', { mirror: null }],
  ['pairing.list', {}],
  ['certificate.list', {}],
];

export const journalLeak: readonly Attack[] = [
  {
    what: 'a page’s requests ask for what is the extension’s own pages’',
    run: onBridge(async (target) => {
      const client = await target.connect();
      const { caller } = client.page();
      for (const [method, params] of OWN_METHODS) {
        gotIf((await client.call(method, params, caller)).result !== undefined, `an answer to ${method}`);
      }
    }),
    defences: [
      {
        what: 'the methods that no page is a caller of',
        without: [
          {
            file: 'bridge/server/connection.ts',
            find: "(schema.caller === 'required') !== (ctx !== null) || ",
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'the content script of a website sends the messages of the popup',
    inBrowser: true,
    run: async (build) => {
      const target = await build.browser();
      const page = await target.open(target.portal.origin);
      const messages = [{ type: POPUP_STATUS }, { type: PAIRING_LIST }, { type: SITE_STATUS, origin: null }];
      const answers = await target.asContentScript(page, sendMessages(messages));
      await page.close();
      gotIf(answers !== '[]', answers);
    },
    defences: [
      {
        what: 'the look at who sends a message',
        without: [
          {
            file: 'extension/background/sender.ts',
            find: "if (origin !== `chrome-extension://${extension}`) return 'site';",
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'a certificate’s name becomes a formula in the table that the user opens',
    run: onBridge(
      async (target) => {
        target.userAgrees();
        const client = await target.connect();
        await client.page().sign('text');
        const { result } = await client.call('journal.export', { before: null });
        const { csv } = result as { csv: string };
        if (!csv.includes('HYPERLINK')) throw new Error('the name is not in the table');
        gotIf(/(^|,)"?\s*=HYPERLINK/m.test(csv), 'a formula');
      },
      { companies: ['=HYPERLINK(1)'] },
    ),
    defences: [
      {
        what: 'the apostrophe before a formula',
        without: [{ file: 'shared/journal-csv.ts', find: '/^\\s*[=+\\-@]/.test(value)', replace: "value === ''" }],
      },
    ],
  },
];
