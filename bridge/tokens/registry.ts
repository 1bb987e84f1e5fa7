import path from 'node:path';
import type { Certificate } from '../../shared/protocol/certificate-list.js';
import { failure, type Reason, type Result, success } from '../../shared/protocol/reasons.js';
import type { Token } from '../../shared/protocol/token-list.js';
import { displayText } from '../../shared/text/display.js';
import { type ParsedCertificate, readCertificate, toCertificateInfo } from './certificate.js';
import type { DriverToken, PasswordFacts, SigningDriver } from './driver.js';
import { checkModuleFile } from './pkcs11/module-file.js';

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

/** A driver as the user may know it. */
export interface KnownDriver {
  readonly name: string;
  /** Its library's file without the folder. */
  readonly file: string | null;
  /** Whether it can show tokens; asks it where that is not known, or where it could not the last time. */
  state(): Promise<'ok' | Reason>;
}

/** In characters; one outside of Unicode's first plane takes two of the units that the protocol counts. */
const LONGEST_FILE = 100;

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
  /** Those that could list the last time. */
  private readonly sound = new Set<SigningDriver>();
  /** The end of the list that a driver is busy with, and the list that begins then. */
  private readonly underWay = new Map<SigningDriver, Promise<void>>();
  private readonly next = new Map<SigningDriver, Promise<Listing>>();
  private readonly driverOfToken = new Map<string, SigningDriver>();

  /** Of a token that several drivers show, the first driver is used. */
  constructor(private readonly all: readonly SigningDriver[]) {}

  async tokens(): Promise<Result<readonly Token[]>> {
    const listed = await this.list();
    if (!listed.ok) return listed;
    return success(
      listed.value.map(({ driver: { name, demo }, token: { id, label, password }, shared }) => ({
        ...{ id, label, driver: name, demo, state: 'present' as const },
        ...{ tries: password.tries, onToken: password.onToken },
        ...(password.retriesLeft === undefined ? {} : { retriesLeft: password.retriesLeft }),
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

  drivers(): readonly KnownDriver[] {
    return this.all.map((driver) => ({
      name: driver.name,
      file: driver.file === null ? null : displayText(path.basename(driver.file), LONGEST_FILE),
      state: () => this.stateOf(driver),
    }));
  }

  /** The driver of a token that a listing has named. */
  driverOf(token: string): SigningDriver | undefined {
    return this.driverOfToken.get(token);
  }

  /** One driver's failure hides its own tokens only, unless there is nothing else to show. */
  private async list(): Promise<Result<readonly ListedToken[]>> {
    // Without any driver no token can be seen, whatever is plugged in.
    if (this.all.length === 0) return failure('module.missing');
    const lists = await this.listAll();
    const failed = lists.map(({ list }) => list).find((list) => !list.ok);
    const shown = lists.flatMap(({ driver, list }) => (list.ok ? list.value.map((token) => ({ driver, token })) : []));
    if (shown.length === 0 && failed && !failed.ok) return failed;
    const found: ListedToken[] = [];
    for (const { driver, token } of shown) {
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
    const late = this.all.filter((driver) => this.hung.has(driver));
    const listings = new Map(this.all.map((driver) => [driver, this.listOf(driver)]));
    const sound = await Promise.all([...listings].flatMap(([driver, one]) => (late.includes(driver) ? [] : [one])));
    if (!sound.some(({ list }) => list.ok && list.value.length > 0)) return Promise.all(listings.values());
    return [...sound, ...late.map((driver) => ({ driver, list: failure('driver.timeout') }))];
  }

  private async stateOf(driver: SigningDriver): Promise<'ok' | Reason> {
    if (!this.sound.has(driver)) {
      const { list } = await this.listOf(driver);
      return list.ok ? 'ok' : list.reason;
    }
    // Its process has loaded the library; the next one may not find it any more.
    const file = driver.file === null ? success(undefined) : checkModuleFile(driver.file, process.arch);
    return file.ok ? 'ok' : file.reason;
  }

  /**
   * What a driver shows after this call. Whoever asks while it is still busy with an earlier list shares the next one: behind one
   * that hangs, each of their own would wait as long again.
   */
  private listOf(driver: SigningDriver): Promise<Listing> {
    const underWay = this.underWay.get(driver);
    if (!underWay) return this.beginList(driver);
    const next =
      this.next.get(driver) ??
      underWay.then(() => {
        this.next.delete(driver);
        return this.beginList(driver);
      });
    this.next.set(driver, next);
    return next;
  }

  private beginList(driver: SigningDriver): Promise<Listing> {
    const listing = this.askForList(driver);
    const end = (): void => void this.underWay.delete(driver);
    this.underWay.set(driver, listing.then(end, end));
    return listing;
  }

  private async askForList(driver: SigningDriver): Promise<Listing> {
    const list = await driver.list();
    if (!list.ok && list.reason === 'driver.timeout') this.hung.add(driver);
    else this.hung.delete(driver);
    if (list.ok) this.sound.add(driver);
    else this.sound.delete(driver);
    return { driver, list };
  }
}

/** Two drivers may give one token two ids; its certificates are on no other. */
function isSameToken(one: DriverToken, other: DriverToken): boolean {
  return (
    one.id === other.id || one.certificates.some((der) => other.certificates.some((another) => der.equals(another)))
  );
}
