import { type BaseBlock, Constructed, fromBER, ObjectIdentifier, Sequence, Set as SetBlock } from 'asn1js';

/** Universal tags of strings of one or more bytes per character: UTF8, Numeric, Printable, T61, IA5, Visible. */
const BYTE_STRINGS = [12, 18, 19, 20, 22, 26];
const BMP_STRING = 30;
const UNIVERSAL = 1;

/** The one element that fills `der`, or null where it is anything else. Throws nothing. */
export function parseDer(der: Uint8Array): BaseBlock | null {
  try {
    const { offset, result } = fromBER(new Uint8Array(der), { parseEmbedded: false });
    return offset === der.length ? result : null;
  } catch {
    // Not ASN.1, or beyond the parser's limits.
    return null;
  }
}

/** The elements of a SEQUENCE, SET or explicit tag; of anything else, none. */
export function children(node: BaseBlock | undefined): readonly BaseBlock[] {
  const constructed = node instanceof Sequence || node instanceof SetBlock || node instanceof Constructed;
  return constructed ? node.valueBlock.value : [];
}

/** The content octets (X.690 §8.1.4). */
export function content(node: BaseBlock): Buffer {
  return Buffer.from(node.valueBeforeDecodeView.subarray(node.idBlock.blockLength + node.lenBlock.blockLength));
}

/** Dotted, or null where it is no OBJECT IDENTIFIER. */
export function oid(node: BaseBlock | undefined): string | null {
  return node instanceof ObjectIdentifier ? node.valueBlock.toString() : null;
}

/** Whether it has the context-specific tag `number`. */
export function isTagged(node: BaseBlock, number: number): boolean {
  return node.idBlock.tagClass === 3 && node.idBlock.tagNumber === number;
}

/** The text of a string of any type, or null where it is none. */
export function text(node: BaseBlock | undefined): string | null {
  if (node?.idBlock.tagClass !== UNIVERSAL) return null;
  const bytes = content(node);
  if (node.idBlock.tagNumber === BMP_STRING) return bytes.length % 2 ? null : bytes.swap16().toString('utf16le');
  return BYTE_STRINGS.includes(node.idBlock.tagNumber) ? decodeText(bytes) : null;
}

/** UTF-8, else GBK: issuers in China put either into any type of string, whatever its tag promises. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8; GBK decodes everything.
    return new TextDecoder('gbk').decode(bytes);
  }
}
