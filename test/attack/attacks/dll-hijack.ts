import { appendFile, copyFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Attack, gotIf } from '../attack.js';
import { agree, BridgeTarget } from '../support/bridge-target.js';
import { type AttackedToken, layToken, onFakeToken, TOKEN_PASSWORD } from '../support/fake-token.js';

export const dllHijack: readonly Attack[] = [
  {
    what: 'a file of the user names a library to be loaded',
    run: (build) =>
      BridgeTarget.prepared(build, {}, async (target) => {
        const planted = await layToken(target.folder);
        const settings = { schemaVersion: 1, 'tokens.modules': [planted.module] };
        await writeFile(join(target.home, 'config.json'), JSON.stringify(settings));
        if (await starts(target)) await (await target.connect()).call('certificate.list', {});
        gotIf((await planted.calls()).length > 0, 'a library of its own in the bridge');
      }),
    defences: [
      {
        what: 'the settings that are the machine’s alone',
        without: [
          {
            file: 'bridge/config/keys.ts',
            find: `[], 'no', '["absolute path", …]'`,
            replace: `[], 'set', '["absolute path", …]'`,
          },
        ],
      },
    ],
  },
  {
    what: 'a library is replaced after it was used, and waits for the password',
    run: onFakeToken({}, async (target, fake) => {
      const page = (await target.connect()).page();
      await page.call('SelectSignCert');
      await replace(fake);
      target.windows.answerAll((open) => agree(open, TOKEN_PASSWORD));
      await page.call('Login');
      gotIf((await fake.calls()).includes('C_Login'), 'the password');
    }),
    defences: [
      {
        what: 'the hash of the library as it was first',
        without: [
          {
            file: 'bridge/tokens/supervised-driver.ts',
            find: 'if (pinnedModule === moduleSha256) return started;',
            replace: 'return started;',
          },
        ],
      },
    ],
  },
];

/** Puts another file in the place of the module, which works as before. */
async function replace({ module }: AttackedToken): Promise<void> {
  await copyFile(module, `${module}.evil`);
  await appendFile(`${module}.evil`, 'evil');
  await rename(`${module}.evil`, module);
}

/** False where the bridge ends instead. */
async function starts(target: BridgeTarget): Promise<boolean> {
  try {
    await target.bridge.start();
    return true;
  } catch (error) {
    if (/the bridge ended with 2;/.test((error as Error).message)) return false;
    throw error;
  }
}
