import { type Attack, gotIf } from '../attack.js';
import { openVendorPort, sendMessages } from '../support/browser-target.js';

export const hiddenFrame: readonly Attack[] = [
  {
    what: 'a page embeds the portal and lets the user click in it',
    inBrowser: true,
    run: async (build) => {
      const target = await build.browser();
      const { page, frame } = await target.embed(target.stranger.origin);
      const end = await target.openSocket(frame);
      await page.close();
      gotIf(end === 'open', 'a vendor socket in the frame');
    },
    defences: [
      {
        what: 'the look at all that is around a frame',
        without: [
          {
            file: 'extension/background/caller.ts',
            find: "if (!reported.every((ancestor) => enabled.has(ancestor))) return failure('site.frameRefused');",
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'the process of an embedded page lies about what is around it',
    inBrowser: true,
    run: async (build) => {
      const target = await build.browser();
      const { page, frame } = await target.embed(target.stranger.origin);
      const said = await target.asContentScript(page, openVendorPort([target.portal.origin]), frame);
      await page.close();
      gotIf(said !== 'refused', `the extension said: ${said}`);
    },
    defences: [
      {
        what: 'the comparison with the tab’s address',
        without: [
          {
            file: 'extension/background/caller.ts',
            find: "if (top === null || reported.at(-1) !== top) return failure('site.frameRefused');",
            replace: "if (top === '') return failure('site.frameRefused');",
          },
        ],
      },
    ],
  },
  {
    what: 'a page leads the user’s click to the embedded portal, to have its windows allowed',
    inBrowser: true,
    run: async (build) => {
      const target = await build.browser();
      const { page, frame } = await target.embed(target.stranger.origin);
      const replies = await target.asContentScript(page, sendMessages([{ type: 'popups.allowHere' }]), frame);
      await page.close();
      gotIf(replies !== '[]', `the extension said: ${replies}`);
    },
    defences: [
      {
        what: 'the look at the page around the frame',
        without: [
          {
            file: 'extension/background/sender.ts',
            find: 'return frameId === 0 || siteOrigin(tab?.url) === origin ? origin : null;',
            replace: "return frameId === 0 || siteOrigin(tab?.url) !== '' ? origin : null;",
          },
        ],
      },
    ],
  },
];
