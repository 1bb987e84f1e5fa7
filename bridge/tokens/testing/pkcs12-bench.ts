import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createDemoIdentity } from '../../demo/identity.js';
import { createPkcs12Driver } from '../pkcs12/pkcs12-driver.js';
import { WATCH_MS } from '../pkcs12/watch-folder.js';
import type { TokenBench } from './conformance.js';
import { bundleScript } from './processes.js';

/** A folder of PKCS#12 files. */
export async function pkcs12Bench(): Promise<TokenBench> {
  const script = await bundleScript(new URL('../pkcs12/driver.ts', import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), '令牌-'));
  return {
    start: (parts) => createPkcs12Driver({ script, folder, ...parts }),
    async add(label, password) {
      const { p12, crt } = await createDemoIdentity(folder, { name: label, password, company: label });
      return async () => {
        await Promise.all([rm(p12), rm(crt)]);
      };
    },
    watchMs: WATCH_MS,
    async close() {
      for (const path of [folder, dirname(script)]) await rm(path, { recursive: true });
    },
  };
}
