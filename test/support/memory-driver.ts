import { execFileSync } from 'node:child_process';
import { constants, createHash, createPrivateKey, type KeyObject, privateEncrypt, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DriverLogin, DriverToken, Mechanism, PasswordFacts, SigningDriver } from '../../bridge/tokens/driver.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';

/** DigestInfo prefixes of RFC 8017 §9.2, note 1. */
const DIGEST_INFO: Readonly<Record<Mechanism, string>> = {
  'rsa-sha1': '3021300906052b0e03021a05000414',
  'rsa-sha256': '3031300d060960864801650304020105000420',
};

const PASSWORD_FACTS: PasswordFacts = { onToken: false, tries: 'unknown', minBytes: 1, maxBytes: 32 };

/** A token in memory, with a real key and certificate, that counts what it is asked. */
export class MemoryDriver implements SigningDriver {
  readonly name = 'memory';
  readonly demo = true;
  readonly logins = new Set<string>();
  signatures = 0;
  logouts = 0;
  /** Spoils the next signatures, as a broken token would. */
  spoiled = false;
  present = true;

  private constructor(
    private readonly key: KeyObject,
    private readonly der: Buffer,
    private readonly password: string,
  ) {}

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
      return new MemoryDriver(createPrivateKey(readFileSync(key)), der, password);
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
    return success(
      this.present ? [{ id: this.token, label: 'memory', certificates: [this.der], password: PASSWORD_FACTS }] : [],
    );
  }

  async login(token: string, password: Buffer | null): Promise<Result<DriverLogin>> {
    this.logins.delete(token);
    if (password?.toString('utf8') !== this.password) return failure('password.incorrect');
    this.logins.add(token);
    return success({ signOnce: [] });
  }

  async logout(token: string): Promise<Result<void>> {
    this.logouts += 1;
    this.logins.delete(token);
    return success(undefined);
  }

  async sign(token: string, _certificate: string, mechanism: Mechanism, digest: Buffer): Promise<Result<Buffer>> {
    if (!this.logins.has(token)) return failure('driver.crashed');
    this.signatures += 1;
    const info = Buffer.concat([Buffer.from(DIGEST_INFO[mechanism], 'hex'), digest]);
    const signature = privateEncrypt({ key: this.key, padding: constants.RSA_PKCS1_PADDING }, info);
    if (this.spoiled) signature.fill(7, 10, 20);
    return success(signature);
  }

  async changePassword(): Promise<Result<void>> {
    return failure('password.refused');
  }

  async readData(): Promise<Result<Buffer | null>> {
    return success(null);
  }

  onChange(): void {
    // This token never changes by itself.
  }

  watch(): void {
    // As above.
  }

  async close(): Promise<void> {
    this.logins.clear();
  }
}
