let table: ReadonlyMap<string, readonly number[]> | undefined;

/** Encodes text as GBK (the WHATWG Encoding standard's index); null where a character has no code there. */
export function encodeGbk(text: string): Buffer | null {
  table ??= buildTable();
  const out: number[] = [];
  for (const char of text) {
    const code = table.get(char);
    if (code) out.push(...code);
    else if (char < '\u0080') out.push(char.charCodeAt(0));
    else return null;
  }
  return Buffer.from(out);
}

/** Node decodes GBK but does not encode it, so the table is read off the decoder. */
function buildTable(): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder('gbk');
  // The one code of a single byte beyond ASCII (WHATWG Encoding §10.2.2).
  const codes = new Map<string, readonly number[]>([['€', [0x80]]]);
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if ([...char].length === 1 && char !== '\ufffd' && !codes.has(char)) codes.set(char, [lead, trail]);
    }
  }
  return codes;
}
