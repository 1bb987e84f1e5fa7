import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPkcs11Driver } from '../../bridge/tokens/pkcs11/pkcs11-driver.js';
import { POLL_MS } from '../../bridge/tokens/pkcs11/poll-tokens.js';
import type { TokenBench } from '../../bridge/tokens/testing/conformance.js';
import { bundleScript } from '../../bridge/tokens/testing/processes.js';
import { type LeafOptions, OpensslCa } from '../portal/openssl-ca.js';
import { buildFakePkcs11, type FakePkcs11 } from './build-fake.js';
import type { FakeScript, FakeToken } from './fake-script.js';

const KEY_ID = Buffer.from('01', 'hex');

export interface FakeBench extends TokenBench {
  /** A module of its own that follows the script. */
  fake(script: FakeScript): Promise<FakePkcs11>;
  /** A token with an RSA-2048 key and its certificate, which also has the label. */
  token(label: string, certificate?: Omit<LeafOptions, 'commonName'>): Promise<FakeToken>;
  startOn(fake: FakePkcs11, parts: Parameters<TokenBench['start']>[0]): ReturnType<TokenBench['start']>;
}

/** The fake PKCS#11 module; each token has its own slot. */
export async function fakeBench(): Promise<FakeBench> {
  const script = await bundleScript(new URL('../../bridge/tokens/pkcs11/driver.ts', import.meta.url));
  const folder = await mkdtemp(path.join(tmpdir(), '令牌-'));
  const ca = await OpensslCa.create('测试');
  let built = 0;
  let serials = 0;
  const fake = (of: FakeScript) => buildFakePkcs11(folder, of, `fake-${++built}`);
  const slots: (FakeToken | null)[] = [];
  const shared = await fake({ slots });

  const token: FakeBench['token'] = async (label, options = {}) => {
    const { certificate, privateKey } = await ca.issue({ ...options, commonName: label });
    const objects = [
      { kind: 'certificate', id: KEY_ID, certificate: certificate.raw, label } as const,
      { kind: 'key', id: KEY_ID, key: privateKey } as const,
    ];
    return { label, serial: `T${++serials}`, objects };
  };

  const startOn: FakeBench['startOn'] = ({ module }, parts) => createPkcs11Driver({ module, script, ...parts });
  return {
    fake,
    token,
    startOn,
    start: (parts) => startOn(shared, parts),
    async add(label, password) {
      const index = slots.push({ ...(await token(label)), pin: password }) - 1;
      await shared.rewrite({ slots });
      return () => {
        slots[index] = null;
        return shared.rewrite({ slots });
      };
    },
    watchMs: POLL_MS,
    async close() {
      await ca.remove();
      for (const used of [folder, path.dirname(script)]) await rm(used, { recursive: true });
    },
  };
}
