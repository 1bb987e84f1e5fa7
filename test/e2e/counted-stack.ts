import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpensslCa } from '../portal/openssl-ca.js';
import { type Recorded, recorded } from '../support/recorded.js';
import { buildFakePkcs11, type FakePkcs11 } from '../tokens/build-fake.js';
import type { FakeScript } from '../tokens/fake-script.js';
import type { StackOptions } from './harness.js';
import { type PortalStack, startPortalStack } from './portal-stack.js';

const PASSWORD = 'Counted-1';

export interface CountedStack extends PortalStack {
  /** Functions of the token that were called so far, by name. */
  readonly calls: FakePkcs11['calls'];
  recorded(): Recorded;
}

/** The product around the portal double, with one token that counts what is asked of it; `faults` are the token's. */
export async function startCountedStack(
  options: Pick<StackOptions, 'env'> & Pick<FakeScript, 'faults'> = {},
): Promise<CountedStack> {
  const folder = mkdtempSync(join(tmpdir(), 'counted-'));
  const ca = await OpensslCa.create('测试');
  const issued = await ca.issue({ commonName: '衡水金保科技有限公司' });
  await ca.remove();
  const id = Buffer.from('01', 'hex');
  const objects = [
    { kind: 'certificate', id, certificate: issued.certificate.raw } as const,
    { kind: 'key', id, key: issued.privateKey } as const,
  ];
  const slots = [{ label: '令牌', serial: 'T1', pin: PASSWORD, objects }];
  const token = await buildFakePkcs11(folder, { slots, ...(options.faults ? { faults: options.faults } : {}) });
  const stack = await startPortalStack({
    password: PASSWORD,
    env: options.env ?? {},
    settings: { demo: false, 'tokens.modules': [token.module] },
    portal: { issuers: [ca.pem] },
  });
  const { close } = stack;
  return Object.assign(stack, {
    calls: token.calls,
    recorded: () => recorded(join(stack.folder, 'home')),
    close: () => close().finally(() => rmSync(folder, { recursive: true, force: true })),
  });
}
