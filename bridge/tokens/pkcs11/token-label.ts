import { decodeText } from '../der.js';

const MAX_LABEL = 200;

/** The longest part of a character that may be left over at the end, bytes. */
const CUT_BYTES = 3;

/**
 * A label of PKCS#11: UTF-8, from some makers GBK. Without the blanks (and, from some makers, zeros) that fill it up to
 * its 32 bytes, and without a last character that did not fit as a whole.
 */
export function tokenLabel(padded: Buffer): string {
  const length = padded.findLastIndex((byte) => byte !== 0 && byte !== 0x20) + 1;
  const bytes = padded.subarray(0, length);
  return (uncut(bytes) ?? decodeText(bytes).replace(/\ufffd$/, '')).trim().slice(0, MAX_LABEL);
}

/** As UTF-8, if it is nothing else but for a cut at its end. */
function uncut(bytes: Buffer): string | null {
  for (let cut = 0; cut <= CUT_BYTES; cut += 1) {
    const text = bytes.subarray(0, bytes.length - cut).toString('utf8');
    if (!text.includes('\ufffd')) return text;
  }
  return null;
}
