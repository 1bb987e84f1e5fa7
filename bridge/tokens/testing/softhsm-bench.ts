import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createPkcs11Driver } from '../pkcs11/pkcs11-driver.js';
import { POLL_MS } from '../pkcs11/poll-tokens.js';
import type { TokenBench } from './conformance.js';
import { bundleScript } from './processes.js';
import { createSoftHsm, SOFTHSM_MODULE } from './softhsm.js';

/** SoftHSM2 tokens. */
export async function softHsmBench(): Promise<TokenBench> {
  const script = await bundleScript(new URL('../pkcs11/driver.ts', import.meta.url));
  const { env, addToken, pull, close } = await createSoftHsm();
  return {
    start: (parts) => createPkcs11Driver({ module: SOFTHSM_MODULE, script, env, ...parts }),
    async add(label, password) {
      const token = await addToken(label, password);
      return () => pull(token);
    },
    watchMs: POLL_MS,
    async close() {
      await close();
      await rm(dirname(script), { recursive: true });
    },
  };
}
