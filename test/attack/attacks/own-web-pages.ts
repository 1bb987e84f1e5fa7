import { type Attack, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';
import { BARE_404, knock, say } from '../support/knock.js';

const PATHS = [
  '/',
  '/index.html',
  '/config',
  '/json/version',
  '/callback?callback=alert(1)',
  '/%0d%0aSet-Cookie:%20a=1',
  '/../../etc/passwd',
  'http://evil.example/',
];

export const ownWebPages: readonly Attack[] = [
  {
    what: 'a page looks for a page of the bridge to put its script or its header into',
    run: onBridge(async ({ port }) => {
      for (const path of PATHS) {
        const answer = await say(port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
        gotIf(answer !== BARE_404, `an answer for ${path}: ${answer}`);
        const upgrade = path === '/' ? BARE_404 : await knock(port, {}, path);
        gotIf(upgrade !== BARE_404, `an upgrade for ${path}: ${upgrade}`);
      }
    }),
    defences: [
      {
        what: 'the one answer to every request',
        without: [
          {
            file: 'bridge/server/server.ts',
            find: 'http.on(event, (request: IncomingMessage) => refuse(request.socket));',
            replace: 'http.on(event, (request, response) => response.end(`<h1>${request.url}</h1>`));',
          },
        ],
      },
      {
        what: 'the one path of an upgrade',
        without: [{ file: 'bridge/server/doors.ts', find: "request.url !== '/' || ", replace: '' }],
      },
    ],
  },
];
