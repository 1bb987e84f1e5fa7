/**
 * The Assuan protocol as a client of pinentry speaks it: lines of at most 1000 bytes, in which
 * `%`, CR and LF are percent-escaped. Lines stay bytes, because a data line carries the password.
 */

/** Longest line in bytes, without its line feed. */
export const MAX_LINE = 1000;

export type AssuanLine =
  | { readonly kind: 'ok' }
  /** `code` is libgpg-error's code, without the number of its source. */
  | { readonly kind: 'error'; readonly code: number }
  /** A copy of the line's payload, decoded; the receiver wipes it. */
  | { readonly kind: 'data'; readonly bytes: Buffer }
  | { readonly kind: 'status'; readonly keyword: string }
  | { readonly kind: 'inquire' }
  | { readonly kind: 'comment' }
  | { readonly kind: 'malformed' };

const PERCENT = 0x25;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Percent-escapes what may not stand in a line. */
export function escapeText(text: string): string {
  return text.replace(/[%\r\n]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/** Undoes percent-escaping into a buffer of its own; null when a `%` is not followed by two hex digits. */
export function unescapeBytes(escaped: Uint8Array): Buffer | null {
  const plain = Buffer.alloc(escaped.length);
  let length = 0;
  for (let at = 0; at < escaped.length; at++) {
    let byte = escaped[at] ?? 0;
    if (byte === PERCENT) {
      const high = hexDigit(escaped[at + 1]);
      const low = hexDigit(escaped[at + 2]);
      if (high === null || low === null) {
        plain.fill(0);
        return null;
      }
      byte = high * 16 + low;
      at += 2;
    }
    plain[length++] = byte;
  }
  return plain.subarray(0, length);
}

function hexDigit(byte: number | undefined): number | null {
  if (byte === undefined) return null;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : null;
}

/** One command as a line with its line feed; null when it would be longer than a line may be. */
export function encodeCommand(command: string, argument?: string): Buffer | null {
  const line = argument === undefined ? command : `${command} ${escapeText(argument)}`;
  return Buffer.byteLength(line) > MAX_LINE ? null : Buffer.from(`${line}\n`);
}

/** Reads one line of a server's answer, given without its line feed. */
export function parseLine(line: Buffer): AssuanLine {
  const space = line.indexOf(0x20);
  const keyword = line.toString('latin1', 0, space === -1 ? line.length : space);
  const rest = space === -1 ? line.subarray(line.length) : line.subarray(space + 1);
  if (keyword === 'D') {
    const bytes = unescapeBytes(rest);
    return bytes ? { kind: 'data', bytes } : { kind: 'malformed' };
  }
  if (keyword === 'OK') return { kind: 'ok' };
  if (keyword === 'ERR') {
    const code = /^\d{1,10}(?= |$)/.exec(rest.toString('latin1'));
    return code ? { kind: 'error', code: Number(code[0]) % 0x10000 } : { kind: 'malformed' };
  }
  if (keyword === 'S') return { kind: 'status', keyword: rest.toString('latin1').split(' ', 1)[0] ?? '' };
  if (keyword === 'INQUIRE') return { kind: 'inquire' };
  if (keyword === '' || keyword.startsWith('#')) return { kind: 'comment' };
  return { kind: 'malformed' };
}

/** Cuts a byte stream into lines. What it was given and has handed on is wiped. */
export class LineReader {
  readonly #pending = Buffer.alloc(MAX_LINE);
  #length = 0;

  /**
   * Takes over `chunk` and calls `take` with each whole line, without its line end; the line is
   * wiped when `take` returns. Answers false once a line is too long: the stream is then of no use.
   */
  push(chunk: Buffer, take: (line: Buffer) => void): boolean {
    for (const byte of chunk) {
      if (byte === LINE_FEED) {
        const end = this.#pending[this.#length - 1] === CARRIAGE_RETURN ? this.#length - 1 : this.#length;
        take(this.#pending.subarray(0, end));
        this.wipe();
      } else if (this.#length === MAX_LINE) {
        chunk.fill(0);
        this.wipe();
        return false;
      } else {
        this.#pending[this.#length++] = byte;
      }
    }
    chunk.fill(0);
    return true;
  }

  wipe(): void {
    this.#pending.fill(0);
    this.#length = 0;
  }
}
