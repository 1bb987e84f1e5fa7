/**
 * The vendor's framing: text frames of fields joined by `|`, the last one a JSON object
 * that pages build by joining strings and read by evaluating it as a JavaScript literal.
 */

import { parseJson } from '../json.js';

export type VendorFrame =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'call'; readonly fn: string; readonly params: VendorParams }
  | { readonly kind: 'malformed'; readonly fn: string }
  | { readonly kind: 'foreign' };

export type VendorParams = Readonly<Record<string, unknown>>;
export type VendorFields = Readonly<Record<string, string | number | boolean>>;

const FUNCTION_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/**
 * Reads a frame that a page sent: `0|<milliseconds>` opens, `1|Fn` and `1|Fn|<JSON>` call.
 * The JSON is read strictly first, then with the raw quotes' neighbours, backslashes and line
 * breaks that string joining leaves in it. `foreign` is a frame with no function to answer to.
 */
export function parseVendorFrame(text: string): VendorFrame {
  const [kind = '', fn = ''] = text.split('|', 2);
  if (kind === '0') return { kind: 'welcome' };
  if (kind !== '1' || !FUNCTION_NAME.test(fn)) return { kind: 'foreign' };
  const json = text.slice(kind.length + fn.length + 2).trim();
  if (json === '') return { kind: 'call', fn, params: {} };
  const params = plainMember(json) ?? parseObject(json) ?? parseObject(repair(json));
  return params === null ? { kind: 'malformed', fn } : { kind: 'call', fn, params };
}

/**
 * Reads `{"name":"value"}` with nothing to unescape, as pages join it around a document: what the other readings would
 * make of it, in no time. Null for any other text.
 */
function plainMember(json: string): VendorParams | null {
  const [head = '', name = ''] = /^\{"([A-Za-z0-9_]{1,64})":"/.exec(json) ?? [];
  const end = json.indexOf('"', head.length);
  if (head === '' || end !== json.length - 2 || !json.endsWith('}') || json.includes('\\')) return null;
  return { [name]: json.slice(head.length, end) };
}

function parseObject(json: string): VendorParams | null {
  const value = parseJson(json);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as VendorParams) : null;
}

/** Longer texts have to be right: pages join what somebody has typed, and reading it costs a call for each character. */
const MAX_REPAIRED_LENGTH = 1_048_576;
const ENDS_VALUE = /\s*(?:[,:}\]]|$)/y;

/**
 * Escapes what string joining left raw inside the values of a JSON text: control characters,
 * backslashes, and quotes that are not followed by the punctuation that ends a value.
 */
function repair(json: string): string {
  if (json.length > MAX_REPAIRED_LENGTH) return '';
  let inside = false;
  return json.replace(/["\\\p{Cc}]/gu, (char, at: number) => {
    ENDS_VALUE.lastIndex = at + 1;
    const border = char === '"' && (!inside || ENDS_VALUE.test(json));
    if (border) inside = !inside;
    if (border || !inside) return char;
    return char === '"' || char === '\\' ? `\\${char}` : unicodeEscape(char);
  });
}

/** The answer to `0|<milliseconds>`, after which pages start to call. */
export const WELCOME_FRAME = '0|Welcome';

/**
 * Writes `1|Fn|<JSON>` in ASCII, with no `|`, quote, backslash-quote or line separator inside a
 * value, so that a reader that splits on `|` or evaluates the text as a literal reads it right.
 */
export function vendorAnswer(fn: string, fields: VendorFields): string {
  const members = Object.entries(fields).map(([name, value]) => `"${name}":${literal(value)}`);
  return `1|${fn}|{${members.join(',')}}`;
}

/** The number that an answer made by `vendorAnswer` begins with; null in any other text. */
export function answeredRet(frame: string): number | null {
  const [, ret] = /^1\|[A-Za-z][A-Za-z0-9_]{0,63}\|\{"ret":(-?\d{1,10})[,}]/.exec(frame) ?? [];
  return ret === undefined ? null : Number(ret);
}

function literal(value: string | number | boolean): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return `"${value.replace(/[^A-Za-z0-9 !#$%()*+,\-./:;=?@[\]^_{}~]/g, unicodeEscape)}"`;
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
