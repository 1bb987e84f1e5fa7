import { execFile } from 'node:child_process';
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Attack, gotIf } from '../attack.js';
import { type BridgeTarget, onBridge } from '../support/bridge-target.js';
import { goodHeaders } from '../support/knock.js';

const NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups', '--'];

/** Another user is played by root's right to become one. */
function hindrance(): string | null {
  if (process.platform !== 'linux') return 'needs Linux';
  return process.getuid?.() === 0 ? null : 'needs root, to become another user';
}

/** What a program of another user prints. */
async function asNobody(script: string, ...args: readonly string[]): Promise<string> {
  const command = [...NOBODY, process.execPath, '-e', script, ...args];
  const { stdout } = await promisify(execFile)('setpriv', command, { cwd: '/', timeout: 30_000 });
  return stdout;
}

/** Asks for an upgrade and prints what is answered. */
const UPGRADE = `
  const [port, headers] = process.argv.slice(1);
  const request = require('node:http').request({ host: '127.0.0.1', port, headers: JSON.parse(headers) });
  request.on('upgrade', (_, socket) => { console.log('open'); socket.destroy(); });
  request.on('response', ({ statusCode }) => { console.log(statusCode); process.exit(); });
  request.on('error', ({ code }) => console.log(code));
  request.end();`;

/** Prints those of the files that it can read. */
const READ = `
  const fs = require('node:fs');
  for (const file of process.argv.slice(1)) {
    try { fs.readFileSync(file); console.log(file); } catch {}
  }`;

/** Prints what the command line's socket answers. */
const CONTROL = `
  const socket = require('node:net').connect(process.argv[1], () => socket.write('{"do":"list"}\\n'));
  socket.on('data', (data) => console.log(String(data)));
  socket.on('error', () => {});`;

export const otherUser: readonly Attack[] = [
  {
    what: 'a program of another user connects as the extension',
    hindrance,
    run: onBridge(async ({ port }) => {
      const answer = await asNobody(UPGRADE, String(port), JSON.stringify(goodHeaders(port)));
      gotIf(answer.includes('open'), 'an upgrade');
    }),
    defences: [
      {
        what: 'the look at whose process it is',
        without: [
          {
            file: 'bridge/server/server.ts',
            find: "const stranger = owner === 'other' || ",
            replace: 'const stranger = ',
          },
        ],
      },
    ],
  },
  {
    what: 'another user reads the bridge’s files, where the folders let everybody in',
    hindrance,
    run: onBridge(async (target) => {
      target.userAgrees();
      await (await target.connect()).page().sign('text');
      const files = openFolders(target).filter((file) => !statSync(file).isSocket());
      const wanted = ['secrets', 'journal'].filter((name) => !files.some((file) => file.includes(`/home/${name}/`)));
      if (wanted.length > 0) throw new Error(`nothing to be read: ${wanted}`);
      const read = await asNobody(READ, ...files);
      gotIf(read !== '', read);
    }),
    defences: [
      {
        what: 'the mode of secrets',
        without: [
          {
            file: 'bridge/config/secret-store.ts',
            find: "openSync(temporary, 'w', 0o600)",
            replace: "openSync(temporary, 'w', 0o644)",
          },
        ],
      },
      {
        what: 'the mode of records',
        without: [
          { file: 'bridge/journal/disk.ts', find: 'const OWNER_ONLY = 0o600;', replace: 'const OWNER_ONLY = 0o644;' },
        ],
      },
    ],
  },
  {
    what: 'another user gives the bridge orders, where the folders let everybody in',
    hindrance,
    run: onBridge(async (target) => {
      const socket = openFolders(target).find((file) => statSync(file).isSocket());
      if (!socket) throw new Error('no socket for orders');
      gotIf((await asNobody(CONTROL, socket)).includes('pairings'), 'the list of browsers');
    }),
    defences: [
      {
        what: 'the mode of the socket for orders',
        without: [
          {
            file: 'bridge/control/server.ts',
            find: 'chmodSync(join(folder, CONTROL_SOCKET), 0o600);',
            replace: 'chmodSync(join(folder, CONTROL_SOCKET), 0o666);',
          },
        ],
      },
    ],
  },
];

/** Lets everybody into all folders, so that only the files' own modes are left; answers the files of the bridge's home. */
function openFolders({ folder, home }: BridgeTarget): string[] {
  chmodSync(folder, 0o755);
  const open = (path: string): string[] => {
    chmodSync(path, 0o755);
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? open(join(path, entry.name)) : [join(path, entry.name)],
    );
  };
  return open(home);
}
