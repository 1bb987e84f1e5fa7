import { expect, it } from 'vitest';
import { environmentSchema } from '../../shared/protocol/environment-get.js';
import { ownProgram } from './program.js';
import { prettyName, readSystem, windowsName } from './system.js';

it.each([
  ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian"\n', 'Debian GNU/Linux 12 (bookworm)'],
  ["NAME=x\nPRETTY_NAME='银河麒麟桌面操作系统 V10'\n", '银河麒麟桌面操作系统 V10'],
  ['PRETTY_NAME=Alpine', 'Alpine'],
  ['PRETTY_NAME="a \\"b\\" \\$c"', 'a "b" $c'],
  ['PRETTY_NAME=""\n', null],
  ['# PRETTY_NAME=x\n', null],
  ['', null],
])('the name of a Linux is read as the system writes it: %j', (text, name) => {
  expect(prettyName(text)).toBe(name);
});

it.each([
  ['Windows 10 Pro', '10.0.19045', 'Windows 10 Pro'],
  ['Windows 10 Pro', '10.0.22631', 'Windows 11 Pro'],
  ['Windows 11 Pro', '10.0.26100', 'Windows 11 Pro'],
  ['Microsoft Windows 10', '10.0.18362', 'Windows 10'],
  ['Windows 7 Professional', '6.1.7601', 'Windows 7 Professional'],
])('%s of release %s is %s', (version, release, name) => {
  expect(windowsName(version, release)).toBe(name);
});

it('this computer has a name, and this program its bits', async () => {
  const { system, program } = environmentSchema.shape;
  const found = system.parse(await readSystem());
  expect([found.platform, found.arch]).toEqual([process.platform, process.arch]);
  expect(found.name).not.toBe('');
  expect(program.parse(ownProgram())).toEqual({ arch: process.arch, bits: 64 });
  expect([ownProgram('ia32').bits, ownProgram('arm').bits, ownProgram('arm64').bits]).toEqual([32, 32, 64]);
});
