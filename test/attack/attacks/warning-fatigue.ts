import { type Attack, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';

/** One window, and those that may wait for it. */
const WINDOWS = 9;
const REQUESTS = 14;

export const warningFatigue: readonly Attack[] = [
  {
    what: 'a page asks so often that the user agrees to have peace',
    run: onBridge(async (target) => {
      target.userRefuses();
      const client = await target.connect();
      const pages = Array.from({ length: REQUESTS }, (_, tab) => client.page({ tab, document: `document-${tab}` }));
      await Promise.all(pages.map((page) => page.call('SelectSignCert')));
      await Promise.all(pages.map((page) => page.call('SignText', { signText: 'text' })));
      gotIf(target.asked > WINDOWS, `${target.asked} windows one after the other`);
    }),
    defences: [
      {
        what: 'the end of the queue of windows',
        without: [
          {
            file: 'bridge/signing/window-queue.ts',
            find: "if (this.open && this.waiting.length >= MAX_WAITING) return failure('prompt.busy');",
            replace: '',
          },
        ],
      },
    ],
  },
];
