import { createHmac } from 'node:crypto';

/** A place in the chain: an entry's number, from 1, and its tag. Number 0 is before the first. */
export interface Head {
  readonly seq: number;
  /** HMAC-SHA-256 as base64url. */
  readonly mac: string;
}

export const GENESIS: Head = { seq: 0, mac: 'A'.repeat(43) };

const MAC_CHARACTERS = GENESIS.mac.length;
const BEFORE_MAC = Buffer.from(',"mac":"');
const AFTER_MAC = Buffer.from('"}');
const SUFFIX_BYTES = BEFORE_MAC.length + MAC_CHARACTERS + AFTER_MAC.length;
const END_OF_BODY = Buffer.from('}');
const NEWLINE = 0x0a;

/** The tag of an entry: over the tag before it and the entry's own JSON, as bytes. */
function tag(key: Buffer, previousMac: string, body: Buffer): string {
  return createHmac('sha256', key).update(previousMac).update(body).digest('base64url');
}

/** A line of JSON with its tag as the last member, newline included. `body` is an object with a member at least. */
export function seal(key: Buffer, previousMac: string, body: object): { readonly line: Buffer; readonly mac: string } {
  const bytes = Buffer.from(JSON.stringify(body));
  const mac = tag(key, previousMac, bytes);
  const line = Buffer.concat([bytes.subarray(0, -1), BEFORE_MAC, Buffer.from(mac), AFTER_MAC, Buffer.from('\n')]);
  return { line, mac };
}

/** A line as it stands in a file. */
export interface Line {
  /** What it says its own tag is. */
  readonly mac: string;
  readonly body: Buffer;
  /** The body as JSON; strangers' where the tag is not right. */
  readonly value: Readonly<Record<string, unknown>>;
}

/** Whether the line follows one with that tag. */
export function follows(key: Buffer, previousMac: string, { body, mac }: Line): boolean {
  return tag(key, previousMac, body) === mac;
}

/** The tag that the line would have after one with that tag. */
export function tagAfter(key: Buffer, previousMac: string, { body }: Line): string {
  return tag(key, previousMac, body);
}

export interface Lines {
  /** Null for a line that cannot be read. */
  readonly lines: readonly (Line | null)[];
  /** Bytes of a last line that has no end. */
  readonly tornBytes: number;
}

/** Takes a file apart. */
export function readLines(content: Buffer): Lines {
  const lines: (Line | null)[] = [];
  let start = 0;
  for (let end = content.indexOf(NEWLINE); end >= 0; end = content.indexOf(NEWLINE, start)) {
    lines.push(readLine(content.subarray(start, end)));
    start = end + 1;
  }
  return { lines, tornBytes: content.length - start };
}

function readLine(line: Buffer): Line | null {
  const cut = line.length - SUFFIX_BYTES;
  if (cut <= 0) return null;
  const suffix = line.subarray(cut);
  const mac = suffix.toString('latin1', BEFORE_MAC.length, BEFORE_MAC.length + MAC_CHARACTERS);
  const framed = Buffer.concat([BEFORE_MAC, Buffer.from(mac, 'latin1'), AFTER_MAC]).equals(suffix);
  if (!framed || !/^[\w-]+$/.test(mac)) return null;
  const body = Buffer.concat([line.subarray(0, cut), END_OF_BODY]);
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { mac, body, value: value as Line['value'] } : null;
  } catch {
    // No JSON: whoever reads the file is told that this line cannot be read.
    return null;
  }
}
