import { readFile } from 'node:fs/promises';
import os from 'node:os';
import type { Environment } from '../../shared/protocol/environment-get.js';
import { displayText } from '../../shared/text/display.js';

/** Freedesktop's description of a Linux system, os-release(5). */
const OS_RELEASE = '/etc/os-release';
const FIRST_BUILD_OF_WINDOWS_11 = 22_000;
/** What systems call their processors, by Node's names. */
const ARCH: Readonly<Record<string, string>> = {
  x86_64: 'x64',
  amd64: 'x64',
  i386: 'ia32',
  i686: 'ia32',
  x86: 'ia32',
  aarch64: 'arm64',
};

/** The system that this process runs on. */
export async function readSystem(): Promise<Environment['system']> {
  const described = process.platform === 'linux' ? await readFile(OS_RELEASE, 'utf8').catch(() => '') : '';
  return systemOf(process.platform, os.release(), prettyName(described));
}

/** What is known without reading a file. */
export function knownSystem(): Environment['system'] {
  return systemOf(process.platform, os.release(), null);
}

function systemOf(platform: NodeJS.Platform, release: string, linuxName: string | null): Environment['system'] {
  const name = platform === 'win32' ? windowsName(os.version(), release) : (linuxName ?? os.type());
  return {
    platform,
    name: displayText(name, 100),
    release: displayText(release, 40),
    // A program of 32 bits is told its own processor by Windows, and the system's beside it.
    arch: archName(process.env.PROCESSOR_ARCHITEW6432 ?? os.machine()),
  };
}

/** PRETTY_NAME of os-release(5); null where there is none. */
export function prettyName(text: string): string | null {
  const value = /^PRETTY_NAME=(.*)$/m.exec(text)?.[1]?.trim() ?? '';
  const quoted = /^(["'])(.*)\1$/.exec(value)?.[2];
  return (quoted ?? value).replace(/\\(.)/g, '$1') || null;
}

/**
 * The name of a Windows by `os.version()` and `os.release()`. Windows 11 calls itself 10 in its registry, from where the former
 * comes; its build tells.
 */
export function windowsName(version: string, release: string): string {
  const build = Number(release.split('.')[2] ?? 0);
  const name = version.replace(/^Microsoft /, '');
  return build >= FIRST_BUILD_OF_WINDOWS_11 ? name.replace('Windows 10', 'Windows 11') : name;
}

function archName(machine: string): string {
  return displayText(ARCH[machine.toLowerCase()] ?? machine.toLowerCase(), 10);
}
