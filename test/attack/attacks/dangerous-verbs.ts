import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { vendorCode } from '../../../shared/vendor/codes.js';
import { type Attack, gotIf } from '../attack.js';
import { onBridge } from '../support/bridge-target.js';

/** Of the vendor's helper, and names that every object of JavaScript has. */
const VENDOR_VERBS = [
  'Execute',
  'KillProcess',
  'RegRead',
  'RegWrite',
  'WriteFile',
  'GenKeyPair',
  'ImportCert',
  'WriteData',
  'ExportKey',
  'constructor',
  'toString',
  '__proto__',
];
const METHODS = ['execute', 'key.export', 'token.write', 'config.set', 'constructor', '__proto__', 'toString'];

export const dangerousVerbs: readonly Attack[] = [
  {
    what: 'a page calls the verbs of the vendor’s helper that run programs and write',
    run: onBridge(async (target) => {
      const page = (await target.connect()).page();
      const path = join(target.folder, 'executed');
      for (const fn of VENDOR_VERBS) {
        if (!/^[A-Za-z]/.test(fn)) continue;
        const { ret } = await page.call(fn, { path, cmd: `touch ${path}`, key: 'HKCU' });
        gotIf(existsSync(path), `a program by ${fn}`);
        gotIf(ret !== vendorCode('vendor.unsupported'), `${ret} for ${fn}`);
      }
    }),
    defences: [
      {
        what: 'the closed list of functions',
        without: [
          {
            file: 'bridge/vendor/table.ts',
            find: '    ...deviceFunctions,',
            replace: `    ...deviceFunctions,
              Execute: async ({ params }) => {
                (await import('node:child_process')).execFileSync('touch', [String(params.path)]);
                return { ok: true, value: {} };
              },`,
          },
        ],
      },
    ],
  },
  {
    what: 'a client calls methods that there are not',
    run: onBridge(async (target) => {
      const client = await target.connect();
      for (const method of METHODS) {
        const { error } = await client.call(method, {});
        gotIf(error?.message !== 'method.unknown', `${error?.message ?? 'an answer'} for ${method}`);
      }
    }),
    defences: [
      {
        what: 'the closed list of methods',
        without: [
          {
            file: 'shared/protocol/index.ts',
            find: 'return Object.hasOwn(METHODS, name);',
            replace: 'return name in METHODS;',
          },
        ],
      },
    ],
  },
];
