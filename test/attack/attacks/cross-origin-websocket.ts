import { randomBytes, webcrypto } from 'node:crypto';
import { nonce, PROOF_SUBPROTOCOL, toBase64Url } from '../../../shared/proof.js';
import { EXTENSION_ID } from '../../../shared/protocol/extension-id.js';
import { dial } from '../../support/proven-client.js';
import { type Attack, type Defence, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';
import { knock, SWITCHED } from '../support/knock.js';

const ORIGIN_CHECK: Defence = {
  what: 'the check of Origin',
  without: [
    {
      file: 'bridge/server/doors.ts',
      find: ' || origin?.length !== 1 || !origin[0]?.startsWith(EXTENSION_ORIGIN)) return null;\n  const extension = origin[0].slice(EXTENSION_ORIGIN.length);',
      replace: ') return null;\n  const extension = door.extensions[0] ?? "";',
    },
  ],
};

export const crossOriginWebSocket: readonly Attack[] = [
  {
    what: 'pages and other extensions open a WebSocket to the bridge',
    run: onBridge(async ({ port }) => {
      const origins = [
        '',
        'null',
        'file://',
        'https://portal.test',
        'http://localhost:8080',
        `https://${EXTENSION_ID}`,
        'chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba',
        `chrome-extension://${EXTENSION_ID}.evil.example`,
        `moz-extension://${EXTENSION_ID}`,
      ];
      for (const Origin of origins) gotIf(SWITCHED.test(await knock(port, { Origin })), `an upgrade for "${Origin}"`);
    }),
    defences: [
      {
        what: 'the list of extensions',
        without: [
          {
            file: 'bridge/server/doors.ts',
            find: 'return door.extensions.includes(extension) ?',
            replace: 'return extension ?',
          },
        ],
      },
      ORIGIN_CHECK,
    ],
  },
  {
    what: 'a page of this computer opens a WebSocket to the bridge in a browser',
    inBrowser: true,
    run: async (build) => {
      const target = await build.browser();
      const page = await target.open(target.local.origin);
      const url = `ws://127.0.0.1:${target.stack.bridge.port}/`;
      const end = await target.openSocket(page.mainFrame(), url, [PROOF_SUBPROTOCOL]);
      await page.close();
      gotIf(end === 'open', 'an open socket');
    },
    defences: [ORIGIN_CHECK],
  },
  {
    what: 'a program forges the Origin of the extension and a proof',
    run: onBridge(async ({ port }) => {
      const frames = await dial(port, EXTENSION_ID);
      try {
        await frames.next();
        frames.send({ c: nonce(webcrypto) });
        await frames.next();
        frames.send({ p: toBase64Url(randomBytes(32)) });
        const answer = await Promise.race([frames.call('status', {}), frames.closed.then(() => null)]);
        gotIf(answer !== null, `an answer: ${JSON.stringify(answer)}`);
      } finally {
        frames.socket.terminate();
      }
    }),
    defences: [
      {
        what: 'the proof of the secret',
        without: [
          {
            file: 'bridge/server/proof.ts',
            find: 'if (sameTag(expected, second.data.p)) proven = pairing;',
            replace: 'if (expected) proven = pairing;',
          },
        ],
      },
    ],
  },
];
