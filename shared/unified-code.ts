/** GB 32100-2015 §5: digits and capital letters but for I, O, S, V and Z; the last one is the check character. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;
const CANDIDATE = /(?<![0-9A-Z])[0-9A-HJ-NP-RTUWXY]{18}(?![0-9A-Z])/g;

/** The first 统一社会信用代码 in a text, by its check character; null where there is none. */
export function findUnifiedCode(text: string): string | null {
  return text.toUpperCase().match(CANDIDATE)?.find(isUnifiedCode) ?? null;
}

/** Whether the check character of a 统一社会信用代码 is right (GB 32100-2015, annex A: weights are powers of 3 modulo 31). */
export function isUnifiedCode(text: string): boolean {
  if (text.length !== LENGTH) return false;
  const values = Array.from(text, (character) => ALPHABET.indexOf(character));
  if (values.includes(-1)) return false;
  let sum = 0;
  let weight = 1;
  for (const value of values.slice(0, -1)) {
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return values.at(-1) === (31 - (sum % 31)) % 31;
}
