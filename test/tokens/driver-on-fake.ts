import { createHash, createVerify, X509Certificate } from 'node:crypto';
import { vi } from 'vitest';
import type { SigningDriver } from '../../bridge/tokens/driver.js';
import { DriverLog } from '../../bridge/tokens/testing/driver-log.js';
import { ManualClock } from '../../bridge/tokens/testing/manual-clock.js';
import type { Result } from '../../shared/protocol/reasons.js';
import type { FakePkcs11 } from './build-fake.js';
import type { FakeBench } from './fake-bench.js';
import type { FakeScript } from './fake-script.js';

export const PASSWORD = '1234';
export const TEXT = Buffer.from('登录随机串');

/** Throws the reason of a failure. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

/** The product's driver over a fake module of its own. */
export class DriverOnFake {
  readonly clock = new ManualClock();
  readonly log = new DriverLog();
  readonly events: string[] = [];
  readonly driver: SigningDriver;

  private constructor(
    bench: FakeBench,
    readonly fake: FakePkcs11,
  ) {
    this.driver = bench.startOn(fake, this);
    this.driver.onChange((change) => this.events.push(change.kind));
  }

  static async start(bench: FakeBench, script: FakeScript): Promise<DriverOnFake> {
    return new DriverOnFake(bench, await bench.fake(script));
  }

  async labels(): Promise<string[]> {
    return value(await this.driver.list()).map(({ label }) => label);
  }

  /** Resolves once the module was called by that function, as often as given. */
  called(name: string, times = 1): Promise<unknown> {
    const count = async () => (await this.fake.calls()).filter((one) => one === name).length;
    return vi.waitUntil(async () => (await count()) >= times, { timeout: 20_000 });
  }

  /** The token at that place of the list. */
  async find(index = 0) {
    const { driver } = this;
    const found = value(await driver.list())[index];
    if (!found) throw new Error(`no token ${index}`);
    const certificate = new X509Certificate(found.certificates[0] ?? '');
    const certificateId = createHash('sha256').update(certificate.raw).digest('hex');
    const digest = createHash('sha256').update(TEXT).digest();
    const { id } = found;
    return {
      ...found,
      certificate,
      certificateId,
      login: (password: string | null = PASSWORD) => driver.login(id, password === null ? null : Buffer.from(password)),
      sign: () => driver.sign(id, certificateId, 'rsa-sha256', digest),
      signs: async () => verifies(certificate, value(await driver.sign(id, certificateId, 'rsa-sha256', digest))),
    };
  }

  async loggedIn(index = 0) {
    const token = await this.find(index);
    value(await token.login());
    return token;
  }
}

function verifies(certificate: X509Certificate, signature: Buffer): boolean {
  return createVerify('sha256').update(TEXT).verify(certificate.publicKey, signature);
}
