import type { Disk } from '../../bridge/journal/disk.js';
import type { Records } from '../../bridge/journal/records.js';
import type { Log } from '../../bridge/ports.js';
import { KnownCompanies } from '../../bridge/signing/consent/known-companies.js';
import { type SignatureRequest, Signing } from '../../bridge/signing/signing.js';
import { TokenRegistry } from '../../bridge/tokens/registry.js';
import { FakeClock } from './fake-clock.js';
import { FakePrompts } from './fake-prompts.js';
import { MemoryCompanyFile } from './memory-company-file.js';
import { MemoryDisk, memoryRecords } from './memory-disk.js';
import type { MemoryDriver } from './memory-driver.js';

/** Signing over a token in memory, with windows and a clock that a test moves, wired as main.ts does. */
export class SigningUnderTest {
  readonly prompts = new FakePrompts();
  /** The log, a JSON text each. */
  readonly events: string[] = [];
  readonly records: Records;
  readonly companies = new MemoryCompanyFile();
  readonly signing: Signing;
  private keys = 0;

  constructor(
    readonly driver: MemoryDriver,
    loginMinutes = 30,
    readonly clock = new FakeClock(),
    /** Holds the records. */
    readonly disk: Disk = new MemoryDisk(),
    /** Further tokens. */
    others: readonly MemoryDriver[] = [],
  ) {
    this.records = memoryRecords(clock, disk);
    const log: Log = { event: (name, fields) => this.events.push(JSON.stringify({ name, ...fields })) };
    this.signing = new Signing({
      clock: this.clock,
      prompts: this.prompts,
      log,
      registry: new TokenRegistry([driver, ...others]),
      records: this.records,
      language: 'zh-CN',
      companies: new KnownCompanies(this.companies, log),
      loginMinutes,
    });
    driver.onChange((change) => {
      if (change.kind === 'loginLost') this.signing.loginLost(change.token);
    });
  }

  /** A request for a signature, with a key of its own. */
  request(over: Partial<SignatureRequest> = {}): SignatureRequest {
    this.keys += 1;
    return {
      key: `k${this.keys}`,
      certificate: this.driver.certificate,
      mechanism: 'rsa-sha1',
      input: Buffer.from('登录-8f3a'),
      encoding: 'utf-8',
      page: null,
      ...over,
    };
  }
}
