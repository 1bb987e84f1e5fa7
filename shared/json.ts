/** Nothing that we are told nests deeper, or has more values in lists and objects. */
const MAX_DEPTH = 32;
const MAX_VALUES = 20_000;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The value of a JSON text (RFC 8259) from a stranger; undefined where there is none, or where reading it would take seconds and
 * hundreds of megabytes: 32 levels and 20 000 values are the limit.
 */
export function parseJson(text: string | null): unknown {
  if (text === null || !isModest(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: no schema of ours accepts undefined.
    return undefined;
  }
}

/** Right for JSON; what is none may be called either. */
function isModest(text: string): boolean {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at + 1);
    else if (code === COMMA) values += 1;
    else if (code === CLOSING_BRACKET || code === CLOSING_BRACE) depth -= 1;
    else if (code === OPENING_BRACKET || code === OPENING_BRACE) {
      depth += 1;
      values += 1;
    }
    if (depth > MAX_DEPTH || values > MAX_VALUES) return false;
  }
  return true;
}

/** The place of the quote that ends the string whose content begins there; the text's end where none does. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}
