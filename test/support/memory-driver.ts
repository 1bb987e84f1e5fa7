import { execFileSync } from 'node:child_process';
import { constants, createHash, createPrivateKey, type KeyObject, privateEncrypt, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DriverChange,
  DriverLogin,
  DriverToken,
  Mechanism,
  PasswordFacts,
  SigningDriver,
} from '../../bridge/tokens/driver.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';

/** DigestInfo prefixes of RFC 8017 §9.2, note 1. */
const DIGEST_INFO: Readonly<Record<Mechanism, string>> = {
  'rsa-sha1': '3021300906052b0e03021a05000414',
  'rsa-sha256': '3031300d060960864801650304020105000420',
};

interface DataObject {
  readonly content: Buffer;
  readonly private: boolean;
}

/** What a token can be like. */
export interface MemoryToken {
  /** Wrong passwords that lock it. */
  readonly maxTries: number;
  /** Whether it tells of its tries: not at all, by flags, or by their number. */
  readonly tells: 'nothing' | 'flags' | 'number';
  /** Passwords are typed on its keys. */
  readonly onToken: boolean;
  /** Its key takes one signature a login. */
  readonly signOnce: boolean;
  readonly minBytes: number;
  readonly maxBytes: number;
  /** Passwords that it does not take, by a rule that it does not tell. */
  readonly refuses: RegExp;
}

const PLAIN: MemoryToken = {
  maxTries: 6,
  tells: 'nothing',
  onToken: false,
  signOnce: false,
  minBytes: 6,
  maxBytes: 16,
  refuses: /^$/,
};

/** A token in memory, with a real key and certificate, that counts what it is asked. */
export class MemoryDriver implements SigningDriver {
  readonly name = 'memory';
  readonly demo = true;
  readonly file = null;
  readonly logins = new Set<string>();
  /** Operations in which a password reached the token, and those of them that were wrong. */
  tried = 0;
  wrong = 0;
  signatures = 0;
  logouts = 0;
  /** Spoils the next signatures, as a broken token would. */
  spoiled = false;
  present = true;
  /** False: it is there and holds no certificate. */
  certified = true;
  /** What is typed on the token's keys next, first to last. */
  readonly keys: string[] = [];
  /** By label. */
  readonly data = new Map<string, DataObject>();
  private readonly listeners: ((change: DriverChange) => void)[] = [];
  private triesLeft: number;
  private signedSinceLogin = false;

  private constructor(
    private readonly key: KeyObject,
    private readonly der: Buffer,
    private password: string,
    private readonly kind: MemoryToken,
  ) {
    this.triesLeft = kind.maxTries;
  }

  /** The same certificate and password on a token of its own, on which nothing has happened yet. */
  fresh(kind: Partial<MemoryToken> = {}): MemoryDriver {
    return new MemoryDriver(this.key, this.der, this.password, { ...PLAIN, ...kind });
  }

  /** A self-signed certificate made by the openssl program. */
  static make(owner: string, password: string): MemoryDriver {
    const folder = mkdtempSync(join(tmpdir(), 'memory-driver-'));
    try {
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      const subject = ['-subj', `/CN=${owner}`, '-utf8', '-days', '365'];
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject],
        {
          stdio: 'ignore',
        },
      );
      const der = new X509Certificate(readFileSync(cert)).raw;
      return new MemoryDriver(createPrivateKey(readFileSync(key)), der, password, PLAIN);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  get certificate(): string {
    return createHash('sha256').update(this.der).digest('hex');
  }

  get publicKey(): KeyObject {
    return new X509Certificate(this.der).publicKey;
  }

  get token(): string {
    return `token-${this.certificate}`;
  }

  async list(): Promise<Result<readonly DriverToken[]>> {
    if (!this.present) return success([]);
    const certificates = this.certified ? [this.der] : [];
    return success([{ id: this.token, label: 'memory', certificates, password: this.facts() }]);
  }

  async login(token: string, password: Buffer | null): Promise<Result<DriverLogin>> {
    this.logins.delete(token);
    const checked = this.check(password);
    if (!checked.ok) return checked;
    this.logins.add(token);
    this.signedSinceLogin = false;
    return success({ signOnce: this.kind.signOnce ? [this.certificate] : [] });
  }

  async logout(token: string): Promise<Result<void>> {
    this.logouts += 1;
    this.logins.delete(token);
    return success(undefined);
  }

  async changePassword(token: string, current: Buffer | null, next: Buffer | null): Promise<Result<void>> {
    this.logins.delete(token);
    const checked = this.check(current);
    if (!checked.ok) return checked;
    const wanted = this.typed(next);
    const { minBytes, maxBytes, refuses } = this.kind;
    if (wanted.length < minBytes || wanted.length > maxBytes || refuses.test(wanted))
      return failure('password.refused');
    this.password = wanted;
    return success(undefined);
  }

  async readData(token: string, label: string, loggedIn: boolean): Promise<Result<Buffer | null>> {
    const object = this.data.get(label);
    const visible = object && (!object.private || (loggedIn && this.logins.has(token)));
    return success(visible ? object.content : null);
  }

  async sign(token: string, _certificate: string, mechanism: Mechanism, digest: Buffer): Promise<Result<Buffer>> {
    if (!this.present) return failure('certificate.notFound');
    if (!this.logins.has(token) || (this.kind.signOnce && this.signedSinceLogin)) return failure('driver.crashed');
    this.signatures += 1;
    this.signedSinceLogin = true;
    const info = Buffer.concat([Buffer.from(DIGEST_INFO[mechanism], 'hex'), digest]);
    const signature = privateEncrypt({ key: this.key, padding: constants.RSA_PKCS1_PADDING }, info);
    if (this.spoiled) signature.fill(7, 10, 20);
    return success(signature);
  }

  /** Takes the token out, which ends its login. */
  pull(): void {
    this.present = false;
    this.lose();
    this.tell({ kind: 'tokens' });
  }

  plug(): void {
    this.present = true;
    this.tell({ kind: 'tokens' });
  }

  /** Ends the login without a logout, as the end of the driver's process does. */
  lose(): void {
    if (this.logins.delete(this.token)) this.tell({ kind: 'loginLost', token: this.token });
  }

  onChange(listener: (change: DriverChange) => void): void {
    this.listeners.push(listener);
  }

  watch(): void {
    // It tells of every change at once.
  }

  async close(): Promise<void> {
    this.logins.clear();
  }

  private tell(change: DriverChange): void {
    for (const listener of this.listeners) listener(change);
  }

  private facts(): PasswordFacts {
    const { tells, onToken, minBytes, maxBytes, maxTries } = this.kind;
    const facts = { onToken, minBytes, maxBytes };
    if (tells === 'nothing') return { ...facts, tries: 'unknown' };
    if (tells === 'number') return { ...facts, tries: 'unknown', retriesLeft: this.triesLeft };
    if (this.triesLeft <= 1) return { ...facts, tries: this.triesLeft === 0 ? 'locked' : 'last' };
    return { ...facts, tries: this.triesLeft < maxTries ? 'few' : 'unknown' };
  }

  private typed(password: Buffer | null): string {
    return password?.toString('utf8') ?? this.keys.shift() ?? '';
  }

  private check(password: Buffer | null): Result<void> {
    if (!this.present) return failure('certificate.notFound');
    if ((password === null) !== this.kind.onToken) return failure('internal');
    if (this.triesLeft === 0) return failure('password.locked');
    this.tried += 1;
    if (this.typed(password) === this.password) {
      this.triesLeft = this.kind.maxTries;
      return success(undefined);
    }
    this.wrong += 1;
    this.triesLeft -= 1;
    if (this.triesLeft === 0) return failure('password.locked');
    return failure('password.incorrect', this.kind.tells === 'number' ? this.triesLeft : undefined);
  }
}
