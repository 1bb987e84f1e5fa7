import {
  blobSize,
  bufferSize,
  bytesSize,
  decodeUtf8,
  encodeUtf8,
  get,
  indexIn,
  isArray,
  isView,
  iterator,
  lastIndexOf,
  matches,
  max,
  min,
  NativeBlob,
  NativeDOMException,
  NativeTypeError,
  NativeURL,
  slice,
  urlHref,
  urlProtocol,
} from './primordials.js';

/** RFC 6455 §4.1 with the separators of RFC 2616. */
const SUBPROTOCOL = /^[!#$%&'*+\-.0-9A-Z^_`a-z|~]+$/;

/** How Chromium's messages begin. */
export const SEND_FAILED = "Failed to execute 'send' on 'WebSocket': ";
const CLOSE_FAILED = "Failed to execute 'close' on 'WebSocket': ";

/** The address as `new WebSocket` understands it (ws: or wss:), or null where the native constructor refuses it. */
export function webSocketUrl(input: string, base: string): URL | null {
  let url: URL;
  try {
    url = new NativeURL(input, base);
  } catch {
    // Not an address: the native constructor says so to the page.
    return null;
  }
  const href = urlHref(url);
  if (lastIndexOf(href, '#') >= 0) return null;
  const protocol = urlProtocol(url);
  if (protocol === 'http:' || protocol === 'https:') return new NativeURL(`ws${slice(href, 4)}`);
  return url;
}

/**
 * The second argument as a list of strings, converted as WebIDL does it. What only the native constructor can refuse
 * in its own words (a symbol, an iterator that cannot be called) stays as it is.
 */
export function subprotocolList(input: unknown): unknown {
  if (input === undefined) return [];
  if (typeof input !== 'object' || input === null) return [toText(input)];
  const iterate: unknown = get(input, iterator);
  if (iterate === undefined || iterate === null) return [toText(input)];
  if (typeof iterate !== 'function') return input;
  const list = [...(input as Iterable<unknown>)];
  for (let i = 0; i < list.length; i++) list[i] = toText(list[i]);
  return list;
}

function toText(value: unknown): unknown {
  return typeof value === 'symbol' ? value : `${value}`;
}

/** Whether the native constructor takes the list: every item a token, none twice. */
export function areSubprotocols(list: unknown): list is readonly string[] {
  if (!isArray(list)) return false;
  for (let i = 0; i < list.length; i++) {
    const item: unknown = list[i];
    if (typeof item !== 'string' || !matches(SUBPROTOCOL, item) || indexIn(list, item, i + 1) >= 0) return false;
  }
  return true;
}

/**
 * WebIDL's USVString with its size in bytes of UTF-8. `failure` is the start of the message for a symbol;
 * throws also what the value's own conversion throws.
 */
export function usvString(value: unknown, failure: string): { text: string; size: number } {
  const bytes = encodeUtf8(domString(value, failure));
  return { text: decodeUtf8(bytes), size: bytesSize(bytes) };
}

/** WebIDL's DOMString; throws like `usvString`. */
export function domString(value: unknown, failure: string): string {
  if (typeof value === 'symbol') throw new NativeTypeError(`${failure}Cannot convert a Symbol value to a string`);
  return `${value}`;
}

/**
 * What `send` takes as bytes: a Blob as it is, a snapshot of a buffer (the page may change it at once), null for anything
 * else. Decided by what the value is and not by what its prototype says.
 */
export function toBlob(value: unknown): Blob | null {
  if (hasBrand(() => blobSize(value as Blob))) return value as Blob;
  if (isView(value) || hasBrand(() => bufferSize(value as ArrayBuffer))) return new NativeBlob([value as BufferSource]);
  return null;
}

function hasBrand(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    // The getter of a platform object throws for everything else: that is the answer.
    return false;
  }
}

/** No status code in the close frame (RFC 6455 §7.1.5): `close()` without a code. */
export const NO_CODE = 1005;
/** No close frame came (RFC 6455 §7.1.5). */
export const ABNORMAL = 1006;

const MAX_REASON_BYTES = 123;

/** Checks the arguments of `close`; throws what the platform throws. */
export function closeArguments(code: unknown, reason: unknown): { code: number; reason: string } {
  if (code === undefined && reason === undefined) return { code: NO_CODE, reason: '' };
  const given = clampedShort(code);
  const { text, size } = usvString(reason === undefined ? '' : reason, CLOSE_FAILED);
  if (given !== 1000 && !(given >= 3000 && given <= 4999)) {
    const rule = `The close code must be either 1000, or between 3000 and 4999. ${given} is neither.`;
    throw new NativeDOMException(CLOSE_FAILED + rule, 'InvalidAccessError');
  }
  if (size > MAX_REASON_BYTES) {
    const rule = `The close reason must not be greater than ${MAX_REASON_BYTES} UTF-8 bytes.`;
    throw new NativeDOMException(CLOSE_FAILED + rule, 'SyntaxError');
  }
  return { code: given, reason: text };
}

/** WebIDL's `[Clamp] unsigned short`, except that Chromium cuts fractions off instead of rounding. */
function clampedShort(value: unknown): number {
  const type = typeof value;
  if (type === 'symbol' || type === 'bigint') {
    const name = type === 'symbol' ? 'Symbol' : 'BigInt';
    throw new NativeTypeError(`${CLOSE_FAILED}Cannot convert a ${name} value to a number`);
  }
  return min(max(+(value as number), 0), 65_535) | 0;
}
