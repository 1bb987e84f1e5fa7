import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makersModules } from './makers-modules.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '驱动-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An ELF or PE library for a processor, by its first bytes. */
function library(name: string, machine: 'x64' | 'ia32'): string {
  const header = Buffer.alloc(256);
  if (name.endsWith('.dll')) {
    header.write('MZ');
    header.writeUInt32LE(128, 60);
    header.write('PE\0\0', 128);
    header.writeUInt16LE(machine === 'x64' ? 0x8664 : 0x14c, 132);
  } else {
    header.write('\x7fELF', 'latin1');
    header.writeUInt16LE(machine === 'x64' ? 62 : 3, 18);
  }
  const file = join(folder, name);
  writeFileSync(file, header);
  return file;
}

it.each([
  'HtPkcs11.dll',
  'HtPkcs1120066.dll',
  'gm3000_pkcs11.dll',
  'GM3000ZJCA_P11.dll',
  'ShuttleCsp11_3003_X64.dll',
  'WZTCsp11_3003.dll',
  'ZJCAePassP11v211.dll',
  'ePass3K3GM_for_guocai.dll',
  'gm3k_for_bjca.dll',
  'FTGM.dll',
  'ZJCAePass3000gm.dll',
  'SNCA_3000GM.dll',
  'eps2003csp11.dll',
  'wdpkcs.dll',
  'SJK1217Pkcs.dll',
])('finds %s on Windows', (name) => {
  expect(makersModules('win32', 'x64', [folder])).toEqual([]);
  const file = library(name, 'x64');
  expect(makersModules('win32', 'x64', [folder, join(folder, 'absent')])).toEqual([file]);
  expect(makersModules('linux', 'x64', [folder])).toEqual([]);
});

it('finds libraries on Linux once, whatever links lead to them', () => {
  const file = library('libgm3000.1.0.so', 'x64');
  symlinkSync(file, join(folder, 'libgm3000.so'));
  symlinkSync(join(folder, 'gone'), join(folder, 'libcastle.so.1.0.0'));
  mkdirSync(join(folder, 'more'));
  symlinkSync(file, join(folder, 'more', 'libgm3000.1.so'));
  expect(makersModules('linux', 'x64', [folder, join(folder, 'more')])).toEqual([file]);
});

it('takes those that fit the process; where none does, one that can say so', () => {
  const [first] = [library('FTGM.dll', 'ia32'), library('wdpkcs.dll', 'ia32')];
  expect(makersModules('win32', 'x64', [folder])).toEqual([first]);
  const fitting = library('gm3000_pkcs11.dll', 'x64');
  expect(makersModules('win32', 'x64', [folder])).toEqual([fitting]);
});

it('takes no other library, and nothing on other systems', () => {
  for (const name of ['opensc-pkcs11.dll', 'evil-HtPkcs11.dll', 'HtPkcs11.dll.bak']) library(name, 'x64');
  expect(makersModules('win32', 'x64', [folder])).toEqual([]);
  expect(makersModules('darwin', 'x64')).toEqual([]);
});
