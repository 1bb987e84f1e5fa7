import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesWith, holds } from './canary.js';

const SECRET = 'Window-0123456789abcdef';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canary-'));
  mkdirSync(join(folder, 'deep'));
});

afterEach(() => rmSync(folder, { recursive: true }));

it.each<[string, Buffer]>([
  ['plain', Buffer.from(`pin=${SECRET};`)],
  ['hex', Buffer.from(Buffer.from(`x${SECRET}`).toString('hex'))],
  ['upper-case hex', Buffer.from(Buffer.from(SECRET).toString('hex').toUpperCase())],
  ['base64', Buffer.from(Buffer.from(SECRET).toString('base64'))],
  ['base64 of a longer text', Buffer.from(Buffer.from(`x${SECRET}yz`).toString('base64'))],
  ['base64 of another longer text', Buffer.from(Buffer.from(`xy${SECRET}z`).toString('base64'))],
  ['UTF-16', Buffer.from(`x${SECRET}`, 'utf16le')],
  ['UTF-16 of the other order', Buffer.from(SECRET, 'utf16le').swap16()],
])('finds a password written down in %s', (_, content) => {
  writeFileSync(join(folder, 'deep', 'file'), Buffer.concat([Buffer.alloc(100, 7), content]));
  writeFileSync(join(folder, 'clean'), 'nothing here');
  expect(filesWith(SECRET, folder)).toEqual([join(folder, 'deep', 'file')]);
  expect(filesWith('Window-fedcba9876543210', folder)).toEqual([]);
});

it('finds it in a text', () => {
  expect([holds(`{"pin":"${SECRET}"}`, SECRET), holds('{}', SECRET)]).toEqual([true, false]);
});
