import { closeSync, openSync, readSync } from 'node:fs';
import { failure, type Result, success } from '../../../shared/protocol/reasons.js';

const HEADER_BYTES = 4_096;

/** e_machine of ELF, Machine of PE/COFF, and Node's name for the same processor. */
const ELF_MACHINE: Readonly<Record<number, string>> = { 3: 'ia32', 40: 'arm', 62: 'x64', 183: 'arm64' };
const PE_MACHINE: Readonly<Record<number, string>> = { 332: 'ia32', 452: 'arm', 34404: 'x64', 43620: 'arm64' };
const ELF_MAGIC = '7f454c46';
const ELF_MACHINE_OFFSET = 18;
const PE_MAGIC = '50450000';
const PE_POINTER_OFFSET = 60;

/**
 * Tells from a module's first bytes whether a process of `arch` can load it: the loaders' own words for it differ
 * by system and language. Fails with `module.missing`, `module.notPkcs11` or `module.wrongBitness`.
 */
export function checkModuleFile(path: string, arch: string): Result<void> {
  const header = readHeader(path);
  if (!header) return failure('module.missing');
  const built = builtFor(header);
  if (built === null) return failure('module.notPkcs11');
  return built === arch ? success(undefined) : failure('module.wrongBitness');
}

function readHeader(path: string): Buffer | null {
  try {
    const file = openSync(path, 'r');
    try {
      const header = Buffer.alloc(HEADER_BYTES);
      return header.subarray(0, readSync(file, header));
    } finally {
      closeSync(file);
    }
  } catch {
    // Not there, a folder, or not ours to read: for us there is no module.
    return null;
  }
}

/** Node's name of the processor that a library was built for, `other` where it has none; null for no library. */
function builtFor(header: Buffer): string | null {
  if (isAt(header, 0, ELF_MAGIC)) return machineAt(header, ELF_MACHINE_OFFSET, ELF_MACHINE);
  if (!header.toString('latin1').startsWith('MZ') || header.length < PE_POINTER_OFFSET + 4) return null;
  const pe = header.readUInt32LE(PE_POINTER_OFFSET);
  return isAt(header, pe, PE_MAGIC) ? machineAt(header, pe + PE_MAGIC.length / 2, PE_MACHINE) : null;
}

function isAt(header: Buffer, offset: number, magic: string): boolean {
  return header.subarray(offset, offset + magic.length / 2).toString('hex') === magic;
}

function machineAt(header: Buffer, offset: number, names: Readonly<Record<number, string>>): string | null {
  return header.length < offset + 2 ? null : (names[header.readUInt16LE(offset)] ?? 'other');
}
