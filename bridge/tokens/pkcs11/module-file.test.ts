import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkModuleFile } from './module-file.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), '驱动-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function check(content: Buffer | string, arch: string): unknown {
  const path = join(folder, 'module');
  writeFileSync(path, content);
  const result = checkModuleFile(path, arch);
  return result.ok ? 'fits' : result.reason;
}

function elf(machine: number): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF', 'latin1');
  header.writeUInt16LE(machine, 18);
  return header;
}

function pe(machine: number, offset = 128): Buffer {
  const header = Buffer.alloc(1_024);
  header.write('MZ');
  header.writeUInt32LE(offset, 60);
  if (offset < 1_000) header.write('PE\0\0', offset);
  if (offset < 1_000) header.writeUInt16LE(machine, offset + 4);
  return header;
}

describe('a module file', () => {
  it.each<[string, Buffer, string]>([
    ['Linux, 64 bits', elf(62), 'x64'],
    ['Linux, 32 bits', elf(3), 'ia32'],
    ['Windows, 64 bits', pe(0x8664), 'x64'],
    ['Windows, 32 bits', pe(0x14c), 'ia32'],
  ])('fits the process that it was built for, and no other: %s', (_, content, arch) => {
    expect(check(content, arch)).toBe('fits');
    for (const other of ['x64', 'ia32', 'arm64'].filter((name) => name !== arch)) {
      expect(check(content, other)).toBe('module.wrongBitness');
    }
  });

  it('of a processor that Node does not know fits none', () => {
    expect(check(elf(8), 'x64')).toBe('module.wrongBitness');
  });

  it.each<[string, Buffer | string]>([
    ['empty', ''],
    ['a text', '#!/bin/sh\n'],
    ['cut off', elf(62).subarray(0, 10)],
    ['a DOS program', pe(0).subarray(0, 32)],
    ['a Windows program whose header points outside', pe(0, 0xffff_fff0)],
  ])('is no module if it is %s', (_, content) => {
    expect(check(content, 'x64')).toBe('module.notPkcs11');
  });

  it('is missing if there is none, or a folder in its place', () => {
    expect(checkModuleFile(join(folder, 'absent'), 'x64')).toEqual({ ok: false, reason: 'module.missing' });
    expect(checkModuleFile(folder, 'x64')).toEqual({ ok: false, reason: 'module.missing' });
  });
});
