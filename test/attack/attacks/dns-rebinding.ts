import { connect } from 'node:net';
import { type Attack, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';
import { knock, SWITCHED } from '../support/knock.js';

export const dnsRebinding: readonly Attack[] = [
  {
    what: 'a page whose own name was made to mean 127.0.0.1 asks for an upgrade',
    run: onBridge(async ({ port }) => {
      for (const host of [`evil.example:${port}`, 'evil.example', `localhost:${port}`, '127.0.0.1', '']) {
        gotIf(SWITCHED.test(await knock(port, { Host: host })), `an upgrade for the host ${host}`);
      }
    }),
    defences: [
      {
        what: 'the check of Host',
        without: [
          {
            file: 'bridge/server/doors.ts',
            find: ' || host?.length !== 1 || host[0] !== `127.0.0.1:${door.port}`',
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'another computer connects, to an address that is not 127.0.0.1',
    run: onBridge(async ({ port }) => {
      gotIf(await accepts('127.0.0.2', port), 'a connection to another address');
    }),
    defences: [
      {
        what: 'the address that the bridge listens on',
        without: [
          {
            file: 'bridge/server/server.ts',
            find: "http.listen({ host: '127.0.0.1', port, exclusive: true });",
            replace: "http.listen({ host: '0.0.0.0', port, exclusive: true });",
          },
        ],
      },
    ],
  },
];

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') resolve(false);
      else reject(error);
    });
  });
}
