const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/gu;
const SPACE = /[\t\p{Zs}\u2800]/gu;
/** Controls, bidi marks, zero-width and other invisible characters, private use, halves of surrogate pairs. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** Marks that pile up on one letter would be drawn over the lines around it. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

const LONGEST_HOST = 60;

/**
 * Text from outside, made safe to show in one line: invisible characters are taken out, a line
 * break becomes `↵`, any kind of space a plain one. At most `maxLength` code points, the last
 * one being `…` if something was cut.
 */
export function displayText(text: string, maxLength: number): string {
  const clean = text.replace(LINE_BREAK, '↵').replace(SPACE, ' ').replace(INVISIBLE, '').replace(PILED_MARKS, '$1');
  const characters = Array.from(clean);
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : clean;
}

/**
 * A serialized origin (RFC 6454, as browsers give it: host in punycode) for the user to read:
 * scheme and host, the port unless it is the scheme's own. Of a very long host the end is kept,
 * because that is where its owner shows. Anything that is not such an origin comes out in ASCII,
 * with other characters as `\u{…}`.
 */
export function displayOrigin(origin: string): string {
  const parts = /^(https?):\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/.exec(origin);
  if (!parts) return displayText(asciiOnly(origin), LONGEST_HOST);
  const [, scheme = '', host = '', port] = parts;
  const defaultPort = scheme === 'https' ? '443' : '80';
  const shownHost = host.length > LONGEST_HOST ? `…${host.slice(1 - LONGEST_HOST)}` : host;
  return `${scheme}://${shownHost}${port === undefined || port === defaultPort ? '' : `:${port}`}`;
}

function asciiOnly(text: string): string {
  return text.replace(/[^\x21-\x7e]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
