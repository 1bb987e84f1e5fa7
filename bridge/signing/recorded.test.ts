import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../shared/protocol/reasons.js';
import type { MemoryDisk } from '../../test/support/memory-disk.js';
import { MemoryDriver } from '../../test/support/memory-driver.js';
import { page } from '../../test/support/page-context.js';
import { SigningUnderTest } from '../../test/support/signing-under-test.js';
import { fileSecretStore } from '../config/secret-store.js';
import { type Disk, folderDisk } from '../journal/disk.js';
import type { SignatureRequest } from './signing.js';

const PASSWORD = 'Secret-1';
let template: MemoryDriver;
let driver: MemoryDriver;
let tested: SigningUnderTest;

beforeAll(() => {
  template = MemoryDriver.make('衡水金保科技有限公司', PASSWORD);
});

beforeEach(() => {
  driver = template.fresh();
  tested = new SigningUnderTest(driver);
});

/** Another bridge with the same token, on what the one before has left on its disk. */
function restart(disk: Disk): void {
  tested.records.close();
  tested = new SigningUnderTest(driver, 30, tested.clock, disk);
}

function sign(over: Partial<SignatureRequest> = {}): Promise<Result<Buffer>> {
  tested.prompts.typePassword(PASSWORD);
  return tested.signing.perform(page(), tested.request({ key: 'one', ...over }));
}

/** The kinds of the journal's entries. */
function journal(): unknown[] {
  const report = tested.records.report();
  if (!report.ok) throw new Error(report.reason);
  expect(report.value.findings).toEqual([]);
  return report.value.sound.map(({ value }) => value.kind);
}

/** From now on the token keeps its answer to itself, as when the bridge dies meanwhile. */
function dieWhileSigning(): Promise<void> {
  return new Promise((resolve) => {
    const own = driver.sign.bind(driver);
    driver.sign = async (...args) => {
      await own(...args);
      driver.sign = own;
      resolve();
      return new Promise(() => undefined);
    };
  });
}

describe('a signature', () => {
  it('is on record before the token is asked and after, with who, where and what, and no more', async () => {
    const disk = tested.disk as MemoryDisk;
    const own = driver.sign.bind(driver);
    driver.sign = (...args) => {
      expect(disk.afterDeath({ kept: 0 }).read('journal-000001.jsonl')?.toString()).toContain('"kind":"intent"');
      return own(...args);
    };
    expect(await sign()).toMatchObject({ ok: true });
    expect(journal()).toEqual(['intent', 'signed']);
    const report = tested.records.report();
    expect(report.ok && report.value.sound[0]?.value).toMatchObject({
      owner: '衡水金保科技有限公司',
      origin: 'http://portal.test',
      certificate: driver.certificate,
      consent: 'window',
      time: '2026-11-24T01:00:00.000Z',
    });
    for (const { content } of disk.files.values()) {
      for (const secret of [PASSWORD, '登录-8f3a', Buffer.from('登录-8f3a').toString('base64')]) {
        expect(content.includes(secret)).toBe(false);
      }
    }
  });

  it('that failed is on record with its reason', async () => {
    driver.spoiled = true;
    expect(await sign()).toMatchObject({ reason: 'sign.unverified' });
    const report = tested.records.report();
    expect(report.ok && report.value.sound[1]?.value).toMatchObject({
      kind: 'failed',
      of: 1,
      reason: 'sign.unverified',
    });
  });

  it('that was refused is none', async () => {
    tested.prompts.refuse();
    expect(await tested.signing.perform(page(), tested.request())).toMatchObject({ reason: 'prompt.cancelled' });
    expect(journal()).toEqual([]);
  });

  it('is answered again by the bridge that was started anew, with no window', async () => {
    const first = await sign();
    restart((tested.disk as MemoryDisk).afterDeath({ kept: 0 }));
    expect(await tested.signing.perform(page(), tested.request({ key: 'one' }))).toEqual(first);
    expect([driver.signatures, tested.prompts.shown.length]).toEqual([1, 0]);
    expect(await sign({ input: Buffer.from('other') })).toMatchObject({ reason: 'sign.keyReused' });
    // The key belongs to its site.
    tested.prompts.answers.length = 0;
    tested.prompts.refuse();
    const elsewhere = page({ origin: 'http://other.test' });
    expect(await tested.signing.perform(elsewhere, tested.request({ key: 'one' }))).toMatchObject({
      reason: 'prompt.cancelled',
    });
  });
});

describe('a signature of which nobody knows whether it was made', () => {
  beforeEach(async () => {
    const died = dieWhileSigning();
    void sign();
    await died;
    restart((tested.disk as MemoryDisk).afterDeath({ kept: 0 }));
  });

  it('is asked about before anything is signed, and refusing leaves it unsigned', async () => {
    tested.prompts.refuse();
    expect(await tested.signing.perform(page(), tested.request({ key: 'one' }))).toMatchObject({
      reason: 'sign.uncertain',
    });
    expect(tested.prompts.shown).toMatchObject([
      { kind: 'confirm', description: expect.stringContaining('不确定上次是否已签成') },
    ]);
    expect(driver.signatures).toBe(1);
  });

  it('is made again when the user says so, and then consents to it', async () => {
    tested.prompts.agree();
    expect(await sign()).toMatchObject({ ok: true });
    expect(tested.prompts.shown.map(({ kind }) => kind)).toEqual(['confirm', 'password']);
    expect(journal()).toEqual(['intent', 'intent', 'signed']);
  });

  it('is asked about although the user has allowed a number of signatures', async () => {
    const secure = page({ secure: true, origin: 'https://portal.test' });
    const died = dieWhileSigning();
    tested.prompts.typePassword(PASSWORD);
    void tested.signing.perform(secure, tested.request({ key: 'two' }));
    await died;
    restart((tested.disk as MemoryDisk).afterDeath({ kept: 0 }));
    tested.prompts.typePassword(PASSWORD);
    expect(await tested.signing.grantSignatures(secure, driver.certificate, 5)).toMatchObject({ ok: true });
    tested.prompts.refuse();
    expect(await tested.signing.perform(secure, tested.request({ key: 'two' }))).toMatchObject({
      reason: 'sign.uncertain',
    });
    expect(await tested.signing.perform(secure, tested.request({ key: 'three' }))).toMatchObject({ ok: true });
  });
});

describe('where records cannot be written', () => {
  let home: string;
  let folder: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), '档案-'));
    folder = join(home, '记录');
    mkdirSync(folder);
    return () => {
      tested.records.close();
      if (mounted()) execFileSync('umount', [folder]);
      rmSync(home, { recursive: true });
    };
  });

  const mounted = () => existsSync('/proc/mounts') && readFileSync('/proc/mounts', 'utf8').includes(` ${folder} `);

  /** Whether a file system could be mounted at `folder`. */
  function mount(options: string): boolean {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
      return true;
    } catch (error) {
      process.stdout.write(`skipped: a tmpfs cannot be mounted here: ${(error as Error).message}\n`);
      return false;
    }
  }

  it('on a disk that is full, nothing is signed, and the next one is when there is room', async (context) => {
    if (!mount('size=32k')) return context.skip('no tmpfs');
    const ballast = join(folder, 'ballast');
    restart(folderDisk(folder));
    expect(await sign({ key: 'before' })).toMatchObject({ ok: true });
    let blocks = 0;
    try {
      for (; ; blocks += 1) writeFileSync(ballast, Buffer.alloc(4_096), { flag: 'a' });
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
    }
    expect(blocks).toBeGreaterThan(0);
    let outcome = await sign({ key: 'key-0' });
    // What is left of the files' last pages takes a few more.
    for (let key = 1; outcome.ok && key < 100; key += 1) outcome = await sign({ key: `key-${key}` });
    expect(outcome).toEqual({ ok: false, reason: 'records.unwritable' });
    const recorded = tested.records.report();
    const intents = recorded.ok ? recorded.value.sound.filter(({ value }) => value.kind === 'intent').length : 0;
    expect(driver.signatures).toBeLessThanOrEqual(intents);
    const signedBefore = driver.signatures;
    expect(await sign({ key: 'full' })).toEqual({ ok: false, reason: 'records.unwritable' });
    expect(driver.signatures).toBe(signedBefore);
    rmSync(ballast);
    expect(await sign({ key: 'after' })).toMatchObject({ ok: true });
    expect(recordsAreSound()).toBe(true);
  });

  it('in a folder that is read-only, nothing is signed', async (context) => {
    if (!mount('size=64k,ro')) return context.skip('no tmpfs');
    restart(folderDisk(folder));
    expect(await sign()).toEqual({ ok: false, reason: 'records.unwritable' });
    expect([driver.signatures, tested.prompts.shown.length]).toEqual([0, 0]);
  });

  it('in a folder whose mode lets nobody write, nothing is signed', async (context) => {
    if (process.getuid?.() === 0) {
      process.stdout.write('skipped: root writes whatever the mode says\n');
      return context.skip('root');
    }
    chmodSync(folder, 0o500);
    restart(folderDisk(folder));
    expect(await sign()).toEqual({ ok: false, reason: 'records.unwritable' });
    expect(driver.signatures).toBe(0);
    chmodSync(folder, 0o700);
  });

  it('their files are their owner’s alone', async () => {
    restart(folderDisk(folder));
    await sign();
    fileSecretStore(join(home, '密钥')).ensure('journal', 32);
    const files = [...readdirSync(folder).map((name) => join(folder, name)), join(home, '密钥', 'journal')];
    expect(files).toHaveLength(3);
    if (process.platform !== 'win32')
      expect(files.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
    expect(existsSync(join(folder, 'results.jsonl.new'))).toBe(false);
  });

  function recordsAreSound(): boolean {
    restart(folderDisk(folder));
    const report = tested.records.report();
    return report.ok && report.value.findings.every(({ repaired }) => repaired);
  }
});

it('a key that others can read is not used', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  try {
    const store = fileSecretStore(folder);
    const secret = store.ensure('journal', 32);
    expect(store.ensure('journal', 32)).toEqual(secret);
    expect(() => store.ensure('journal', 16)).toThrow();
    chmodSync(join(folder, 'journal'), 0o644);
    expect(() => store.ensure('journal', 32)).toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
