import { createHash } from 'node:crypto';
import { displayText } from '../../shared/text/display.js';
import type { SignedContent } from '../../shared/text/window-facts.js';

/** Characters of a text that are handed to a window, which may show fewer. */
const SHOWN_CHARACTERS = 300;

/** Lengths of MD5, SHA-1, SHA-224, SHA-256/SM3, SHA-384 and SHA-512 digests, in bytes. */
const DIGEST_LENGTHS = new Set([16, 20, 28, 32, 48, 64]);

/** ISO 32000-2 §7.5.2. */
const PDF_HEADER = '%PDF-';

/** Bytes of a text that may be a digest's: hex of the longest takes 128, and some white space. */
const MAX_DIGEST_TEXT = 256;
/** RFC 4648 §4 and §5, padded or not. */
const BASE64 = /^[\w+/-]+={0,2}$/;

/**
 * What a window says of the bytes to sign, read from those very bytes: readable text is shown,
 * anything else is named by length and a short code; bytes as long as a digest get a warning. A PDF is named as one.
 */
export function describeContent(bytes: Buffer, encoding: 'utf-8' | 'gbk'): SignedContent {
  const code = shortCode(bytes);
  if (bytes.subarray(0, PDF_HEADER.length).toString('latin1') === PDF_HEADER) {
    return { kind: 'document', length: bytes.length, code };
  }
  const text = readableText(bytes, encoding);
  if (text !== null) {
    return { kind: 'text', shown: displayText(text, SHOWN_CHARACTERS), length: Array.from(text).length, code };
  }
  return DIGEST_LENGTHS.has(bytes.length) ? { kind: 'digest', code } : { kind: 'bytes', length: bytes.length, code };
}

/**
 * Whether nobody could tell what the bytes stand for: as many as a digest has that are no text, or a text that is
 * nothing but a digest in hex, with or without marks between, or in base64 (RFC 4648 §4, §5), white space around it aside. In GBK, which has a character for most
 * pairs of bytes, also a text of so many bytes: whoever looks for a document long enough finds one whose digest reads as text.
 */
export function isOpaqueDigest(bytes: Buffer, encoding: 'utf-8' | 'gbk'): boolean {
  if (bytes.length > MAX_DIGEST_TEXT) return false;
  const text = readableText(bytes, encoding)?.trim();
  const asLong = DIGEST_LENGTHS.has(bytes.length);
  if (text === undefined || (encoding === 'gbk' && bytes.some((byte) => byte > 0x7f))) return asLong;
  const hex = text.replace(/^0x/i, '').replace(/[:-]/g, '');
  if (/^[0-9a-f]+$/i.test(hex) && DIGEST_LENGTHS.has(hex.length / 2)) return true;
  return BASE64.test(text) && DIGEST_LENGTHS.has(Buffer.from(text, 'base64').length);
}

function readableText(bytes: Buffer, encoding: 'utf-8' | 'gbk'): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    return /\p{Cc}/u.test(text.replace(/[\t\r\n]/g, '')) || text.trim() === '' ? null : text;
  } catch {
    // Not text in that encoding: the caller describes it as bytes.
    return null;
  }
}

/** First 8 bytes of the SHA-256 in groups of four hex digits, to be compared by eye. */
export function shortCode(bytes: Buffer): string {
  return createHash('sha256')
    .update(bytes)
    .digest('hex')
    .slice(0, 16)
    .replace(/(.{4})(?=.)/g, '$1 ');
}
