import { decodeText } from '../der.js';

const MAX_LABEL = 200;
/** pkcs11js decodes the label as UTF-8 and puts this for what is none: the bytes of another encoding are lost. */
const LOST = '\ufffd';

/** A last character that did not fit as a whole into the 32 bytes. */
const CUT = /(?<!\ufffd)\ufffd$/;

/**
 * The token's own label or, where that is not in UTF-8, the one of its certificate, whose bytes we do get.
 * Without the blanks (and, from some makers, zeros) that fill it up.
 */
export function tokenLabel(label: string, certificateLabel: Buffer | null): string {
  const own = stripped(label).replace(CUT, '');
  const shown = own.includes(LOST) && certificateLabel?.length ? stripped(decodeText(certificateLabel)) : own;
  return shown.slice(0, MAX_LABEL);
}

function stripped(label: string): string {
  return label.replace(/[\0\s]+$/, '');
}
