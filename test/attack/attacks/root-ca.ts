import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { type Attack, gotIf } from '../attack.js';
import { BridgeTarget } from '../support/bridge-target.js';

export const rootCa: readonly Attack[] = [
  {
    what: 'whoever gets a key of a root that the bridge would have installed looks for one',
    run: (build) => {
      const userFolder = (folder: string): string => join(folder, 'user');
      const prepare = async (folder: string) => {
        mkdirSync(userFolder(folder));
        return {};
      };
      const env = (folder: string) => ({ HOME: userFolder(folder) });
      return BridgeTarget.prepared(build, { prepare, env }, async (target) => {
        await target.bridge.start();
        target.userAgrees();
        await (await target.connect()).page().sign('text');
        gotIf(await speaksTls(target.port), 'a server of TLS');
        const found = readdirSync(userFolder(target.folder));
        gotIf(found.length > 0, `what was left in the user’s folder, where browsers have their roots: ${found}`);
      });
    },
    defences: [
      {
        what: 'the rule that nothing is installed',
        without: [
          {
            file: 'bridge/compose.ts',
            find: 'await records.ready();',
            replace: `await records.ready();
              (await import('node:fs')).mkdirSync(process.env.HOME + '/.pki/nssdb', { recursive: true });`,
          },
        ],
      },
    ],
  },
];

function speaksTls(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
