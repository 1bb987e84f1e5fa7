import type { KeyObject } from 'node:crypto';
import { OpensslCa } from '../../portal/openssl-ca.js';
import { buildFakePkcs11, type FakePkcs11 } from '../../tokens/build-fake.js';
import type { FakeScript, FakeToken } from '../../tokens/fake-script.js';
import { BridgeTarget, COMPANY } from './bridge-target.js';
import type { Build } from './build.js';

export const TOKEN_PASSWORD = '4711-token';
const KEY_ID = Buffer.from('01', 'hex');

export interface FakeTokenOptions {
  /** Wrong passwords in a row until it locks. */
  readonly tries?: number;
  /** Its key is not the one of its certificate. */
  readonly foreignKey?: boolean;
}

export interface AttackedToken extends Pick<FakePkcs11, 'module' | 'calls'> {
  /** From now on these functions go wrong. */
  fault(faults: NonNullable<FakeScript['faults']>): Promise<void>;
}

/** Two certificates and their keys, made once. */
let issued: ReturnType<typeof issueTwo> | null = null;

/** An attack on a bridge that runs, with a PKCS#11 module of a maker and its token. */
export function onFakeToken(
  options: FakeTokenOptions,
  body: (target: BridgeTarget, fake: AttackedToken) => Promise<void>,
): (build: Build) => Promise<void> {
  return async (build) => {
    const made: AttackedToken[] = [];
    const prepare = async (folder: string) => {
      const fake = await layToken(folder, options);
      made.push(fake);
      return { demo: false, 'tokens.modules': [fake.module] };
    };
    await BridgeTarget.prepared(build, { prepare }, async (target) => {
      await target.bridge.start();
      for (const fake of made) await body(target, fake);
    });
  };
}

/** Writes a module and its token into a folder. */
export async function layToken(folder: string, { tries, foreignKey }: FakeTokenOptions = {}): Promise<AttackedToken> {
  issued ??= issueTwo();
  const [own, other] = await issued;
  const token: FakeToken = {
    label: COMPANY,
    serial: 'A1',
    pin: TOKEN_PASSWORD,
    ...(tries === undefined ? {} : { tries }),
    objects: [
      { kind: 'certificate', id: KEY_ID, certificate: own.certificate.raw },
      { kind: 'key', id: KEY_ID, key: foreignKey ? mixed(own.privateKey, other.privateKey) : own.privateKey },
    ],
  };
  const { module, calls, rewrite } = await buildFakePkcs11(folder, { slots: [token] });
  return { module, calls, fault: (faults) => rewrite({ slots: [token], faults }) };
}

/** A key that looks like the one of the certificate, and signs as another. */
function mixed(shown: KeyObject, used: KeyObject): KeyObject {
  const { d } = used.export({ format: 'jwk' });
  return { export: () => ({ ...shown.export({ format: 'jwk' }), d }) } as unknown as KeyObject;
}

async function issueTwo() {
  const ca = await OpensslCa.create('测试');
  try {
    return [await ca.issue({ commonName: COMPANY }), await ca.issue({ commonName: COMPANY })] as const;
  } finally {
    await ca.remove();
  }
}
