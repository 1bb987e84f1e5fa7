import type { Certificate } from '../../shared/protocol/certificate-list.js';
import { type Result, success } from '../../shared/protocol/reasons.js';
import type { Token } from '../../shared/protocol/token-list.js';
import { type ParsedCertificate, readCertificate, toCertificateInfo } from './certificate.js';
import type { SigningDriver } from './driver.js';

/** A certificate on a token that is present. */
export interface HeldCertificate {
  readonly info: Certificate;
  readonly parsed: ParsedCertificate;
  readonly der: Buffer;
}

/** What everybody but signing/ may know of the tokens. */
export interface TokenDirectory {
  tokens(): Promise<Result<readonly Token[]>>;
  certificates(): Promise<Result<readonly HeldCertificate[]>>;
}

/** The drivers as one: certificates and tokens of all, in a stable order. */
export class TokenRegistry implements TokenDirectory {
  private readonly driverOfToken = new Map<string, SigningDriver>();

  constructor(private readonly drivers: readonly SigningDriver[]) {}

  async tokens(): Promise<Result<readonly Token[]>> {
    return this.collect((driver, { id, label }) => [
      { id, label, driver: driver.name, demo: driver.demo, state: 'present' },
    ]);
  }

  async certificates(): Promise<Result<readonly HeldCertificate[]>> {
    return this.collect((driver, token) =>
      token.certificates.flatMap((der) => {
        const parsed = readCertificate(der);
        const info = toCertificateInfo(der, token.id, driver.demo);
        return parsed && info ? [{ info, parsed, der }] : [];
      }),
    );
  }

  /** The driver of a token that a listing has named. */
  driverOf(token: string): SigningDriver | undefined {
    return this.driverOfToken.get(token);
  }

  /** One driver's failure hides its own tokens only, unless there is nothing else to show. */
  private async collect<T>(
    read: (driver: SigningDriver, token: { id: string; label: string; certificates: readonly Buffer[] }) => T[],
  ): Promise<Result<readonly T[]>> {
    const lists = await Promise.all(this.drivers.map(async (driver) => ({ driver, list: await driver.list() })));
    const failed = lists.map(({ list }) => list).find((list) => !list.ok);
    const found = lists.flatMap(({ driver, list }) =>
      list.ok
        ? list.value.flatMap((token) => {
            this.driverOfToken.set(token.id, driver);
            return read(driver, token);
          })
        : [],
    );
    return found.length === 0 && failed && !failed.ok ? failed : success(found);
  }
}
