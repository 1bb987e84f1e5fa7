import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Attack, gotIf } from '../attack.js';

export const supplyChain: readonly Attack[] = [
  {
    what: 'a package that the product depends on runs a program where it is installed',
    run: async (build) => {
      const folder = mkdtempSync(join(tmpdir(), 'attack-npm-'));
      try {
        const trace = join(folder, 'trace');
        const write = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content));
        mkdirSync(join(folder, 'evil'));
        write('evil/package.json', { name: 'evil', version: '1.0.0', scripts: { postinstall: `touch ${trace}` } });
        write('package.json', { name: 'product', version: '1.0.0', dependencies: { evil: 'file:evil' } });
        writeFileSync(join(folder, '.npmrc'), build.text('.npmrc'));
        await npm(folder, 'install', '--offline', '--install-links');
        if (!existsSync(join(folder, 'node_modules/evil/package.json'))) throw new Error('nothing was installed');
        gotIf(existsSync(trace), 'a program that ran');
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    defences: [
      {
        what: 'the setting that no package’s scripts are run',
        without: [{ file: '.npmrc', find: 'ignore-scripts=true', replace: 'ignore-scripts=false' }],
      },
    ],
  },
];

/** With the settings of the folder alone, not those of an npm that runs the tests. */
async function npm(folder: string, ...args: readonly string[]): Promise<void> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  await promisify(execFile)('npm', args, { cwd: folder, env });
}
