import type { Certificate } from '../../shared/protocol/certificate-list.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { Token } from '../../shared/protocol/token-list.js';
import { type ParsedCertificate, readCertificate, toCertificateInfo } from './certificate.js';
import type { DriverToken, PasswordFacts, SigningDriver } from './driver.js';

/** A certificate on a token that is present. */
export interface HeldCertificate {
  readonly info: Certificate;
  readonly parsed: ParsedCertificate;
  readonly der: Buffer;
  /** Of its token. */
  readonly password: PasswordFacts;
}

/** What everybody but signing/ may know of the tokens. */
export interface TokenDirectory {
  tokens(): Promise<Result<readonly Token[]>>;
  certificates(): Promise<Result<readonly HeldCertificate[]>>;
}

interface Listing {
  readonly driver: SigningDriver;
  readonly list: Result<readonly DriverToken[]>;
}

interface ListedToken {
  readonly driver: SigningDriver;
  readonly token: DriverToken;
  /** Whether a later driver shows it, too. */
  readonly shared: boolean;
}

/** The drivers as one: certificates and tokens of all, in a stable order. */
export class TokenRegistry implements TokenDirectory {
  private readonly hung = new Set<SigningDriver>();
  private readonly driverOfToken = new Map<string, SigningDriver>();

  /** Of a token that several drivers show, the first driver is used. */
  constructor(private readonly drivers: readonly SigningDriver[]) {}

  async tokens(): Promise<Result<readonly Token[]>> {
    const listed = await this.list();
    if (!listed.ok) return listed;
    return success(
      listed.value.map(({ driver: { name, demo }, token: { id, label }, shared }) => ({
        ...{ id, label, driver: name, demo, state: 'present' as const },
        ...(shared ? { notice: 'token.twoDrivers' as const } : {}),
      })),
    );
  }

  async certificates(): Promise<Result<readonly HeldCertificate[]>> {
    const listed = await this.list();
    if (!listed.ok) return listed;
    return success(
      listed.value.flatMap(({ driver, token: { id, certificates, password } }) =>
        certificates.flatMap((der) => {
          const parsed = readCertificate(der);
          const info = toCertificateInfo(der, id, driver.demo);
          return parsed && info ? [{ info, parsed, der, password }] : [];
        }),
      ),
    );
  }

  /** The driver of a token that a listing has named. */
  driverOf(token: string): SigningDriver | undefined {
    return this.driverOfToken.get(token);
  }

  /** One driver's failure hides its own tokens only, unless there is nothing else to show. */
  private async list(): Promise<Result<readonly ListedToken[]>> {
    // Without any driver no token can be seen, whatever is plugged in.
    if (this.drivers.length === 0) return failure('module.missing');
    const lists = await this.listAll();
    const failed = lists.map(({ list }) => list).find((list) => !list.ok);
    const all = lists.flatMap(({ driver, list }) => (list.ok ? list.value.map((token) => ({ driver, token })) : []));
    if (all.length === 0 && failed && !failed.ok) return failed;
    const found: ListedToken[] = [];
    for (const { driver, token } of all) {
      const index = found.findIndex((earlier) => earlier.driver !== driver && isSameToken(earlier.token, token));
      const earlier = found[index];
      if (earlier) found[index] = { ...earlier, shared: true };
      else found.push({ driver, token, shared: false });
    }
    for (const { driver, token } of found) {
      // A login stays with its driver, also where that cannot list for once.
      const known = this.driverOfToken.get(token.id);
      if (!lists.some((one) => one.driver === known && !one.list.ok)) this.driverOfToken.set(token.id, driver);
    }
    return success(found);
  }

  /** A driver that hung the last time is not waited for where others have something to show. */
  private async listAll(): Promise<readonly Listing[]> {
    const late = this.drivers.filter((driver) => this.hung.has(driver));
    const listings = new Map(this.drivers.map((driver) => [driver, this.listOf(driver)]));
    const sound = await Promise.all([...listings].flatMap(([driver, one]) => (late.includes(driver) ? [] : [one])));
    if (!sound.some(({ list }) => list.ok && list.value.length > 0)) return Promise.all(listings.values());
    return [...sound, ...late.map((driver) => ({ driver, list: failure('driver.timeout') }))];
  }

  private async listOf(driver: SigningDriver): Promise<Listing> {
    const list = await driver.list();
    if (!list.ok && list.reason === 'driver.timeout') this.hung.add(driver);
    else this.hung.delete(driver);
    return { driver, list };
  }
}

/** Two drivers may give one token two ids; its certificates are on no other. */
function isSameToken(one: DriverToken, other: DriverToken): boolean {
  return (
    one.id === other.id || one.certificates.some((der) => other.certificates.some((another) => der.equals(another)))
  );
}
