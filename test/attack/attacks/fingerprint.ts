import { readdirSync } from 'node:fs';
import { EXTENSION_ID } from '../../../shared/protocol/extension-id.js';
import { dial } from '../../support/proven-client.js';
import { type Attack, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';
import { BARE_404, goodHeaders, knock, say } from '../support/knock.js';

/** A ClientHello of TLS 1.2 (RFC 5246 §7.4.1.2) with one cipher: any server of TLS answers it, if only with an alert. */
const CLIENT_HELLO = Buffer.from(`160301002d0100002903030${'0'.repeat(63)}000002002f0100`, 'hex');

export const fingerprint: readonly Attack[] = [
  {
    what: 'a stranger tries what makes servers tell their name',
    run: onBridge(async ({ port }) => {
      const host = `Host: 127.0.0.1:${port}`;
      const plain = (line: string, ...more: string[]) => `${[line, host, ...more].join('\r\n')}\r\n\r\n`;
      const answers = [
        await say(port, plain('GET / HTTP/1.1')),
        await say(
          port,
          plain('OPTIONS * HTTP/1.1', 'Origin: https://portal.test', 'Access-Control-Request-Method: GET'),
        ),
        await say(port, plain('GET /.well-known/product HTTP/1.0')),
        await say(port, plain('POST / HTTP/1.1', 'Content-Length: 2', 'Expect: 100-continue')),
        await say(port, plain('POST / HTTP/1.1', 'Content-Length: 2', 'Expect: the-unexpected')),
        await say(port, plain('BREW / HTTP/1.1')),
        await say(port, 'no request at all\r\n\r\n'),
        await say(port, `GET / HTTP/1.1\r\n${'x'.repeat(100)}: ${'y'.repeat(20_000)}\r\n\r\n`),
        await say(port, CLIENT_HELLO),
        await knock(port, { 'Sec-WebSocket-Version': '12' }),
        await knock(port, { 'Sec-WebSocket-Key': 'x' }),
        await knock(port, { 'Sec-WebSocket-Protocol': 'chat' }),
      ];
      for (const answer of answers) gotIf(answer !== BARE_404 && answer !== '', `an answer of its own: ${answer}`);
    }),
    defences: [
      {
        what: 'our own answer to what is no request',
        without: [
          {
            file: 'bridge/server/server.ts',
            find: "http.on('clientError', (_error, socket) => refuse(socket));",
            replace: '',
          },
        ],
      },
      {
        what: 'our own answer to what is no WebSocket',
        without: [
          {
            file: 'bridge/server/server.ts',
            find: "sockets.on('wsClientError', (_error, socket) => refuse(socket));",
            replace: '',
          },
        ],
      },
      {
        what: 'our own answer to an expectation',
        without: [
          { file: 'bridge/server/server.ts', find: "'checkContinue', 'checkExpectation'", replace: "'dropRequest'" },
        ],
      },
    ],
  },
  {
    what: 'whoever knows the extension’s id reads what is said before the proof',
    run: onBridge(async ({ port }) => {
      const frames = await dial(port, EXTENSION_ID);
      const first = JSON.stringify(await frames.next());
      frames.socket.terminate();
      const headers = await knock(port, goodHeaders(port));
      gotIf(!/^\{"s":"[\w-]{43}"\}$/.test(first), `more than a nonce: ${first}`);
      gotIf(/^(server|x-|date|via)/im.test(headers), `a header that tells: ${headers}`);
    }),
    defences: [
      {
        what: 'a first frame that is a nonce and nothing else',
        without: [
          {
            file: 'bridge/server/proof.ts',
            find: 'socket.send(JSON.stringify({ s: bridgeNonce }));',
            replace: 'socket.send(JSON.stringify({ s: bridgeNonce, version: "1" }));',
          },
        ],
      },
    ],
  },
  {
    what: 'a page on another port of an enabled host looks for the extension in its own realm',
    inBrowser: true,
    run: async (build) => {
      const target = await build.browser();
      const page = await target.open(target.neighbour.origin);
      const marked = await page.evaluate("Symbol.for('ca-socket') in globalThis");
      await page.close();
      gotIf(marked === true, 'our script in its realm');
    },
    defences: [
      {
        what: 'the port in what the scripts are registered for',
        without: [
          {
            file: 'extension/origin.ts',
            find: "${hostname}:${port || (protocol === 'https:' ? 443 : 80)}/*",
            replace: "${hostname}${port ? '' : ''}/*",
          },
        ],
      },
    ],
  },
  {
    what: 'a page asks for the files of the extension, whose id everybody knows',
    inBrowser: true,
    run: async (build) => {
      const target = await build.browser();
      const files = readdirSync(target.stack.extension, { recursive: true, encoding: 'utf8' });
      const page = await target.open(target.stranger.origin);
      const urls = files.map((file) => `chrome-extension://${EXTENSION_ID}/${file}`);
      const found = await page.evaluate(async (all) => {
        const answers = await Promise.allSettled(all.map((url) => fetch(url, { mode: 'no-cors' })));
        return all.filter((_, place) => answers[place]?.status === 'fulfilled');
      }, urls);
      await page.close();
      gotIf(found.length > 0, `files: ${found}`);
    },
    defences: [
      {
        what: 'a manifest that lets pages see nothing',
        without: [{ file: 'vite.config.ts', find: 'delete built.web_accessible_resources;', replace: '' }],
      },
    ],
  },
];
