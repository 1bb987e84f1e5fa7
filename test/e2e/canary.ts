import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The ways in which a password could have been written down. */
function spellings(secret: string): Buffer[] {
  const bytes = Buffer.from(secret, 'utf8');
  // base64 of a longer text holds one of three shifted forms; their common middle is searched for.
  const shifted = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(Math.ceil((shift * 4) / 3), -2);
  });
  const texts = [secret, bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...shifted];
  const utf16 = Buffer.from(secret, 'utf16le');
  return [...texts.map((text) => Buffer.from(text, 'utf8')), utf16, Buffer.from(utf16).swap16()];
}

/** Whether a text holds the secret in any spelling. */
export function holds(text: string, secret: string): boolean {
  const content = Buffer.from(text, 'utf8');
  return spellings(secret).some((spelling) => content.includes(spelling));
}

/** Files below `folder` that hold the secret, plain, in base64, hex or UTF-16. */
export function filesWith(secret: string, folder: string): string[] {
  const wanted = spellings(secret);
  return files(folder).filter((file) => {
    const content = readFileSync(file);
    return wanted.some((spelling) => content.includes(spelling));
  });
}

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) return files(path);
    return stat?.isFile() ? [path] : [];
  });
}
