const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const GROUPS = [
  [100_000_000, '亿'],
  [10_000, '万'],
  [1000, '仟'],
  [100, '佰'],
  [10, '拾'],
] as const;

/** An amount in 分 in the capital numerals of Chinese forms: 44845 → 肆佰肆拾捌元肆角伍分. */
export function inWords(amount: number): string {
  const yuan = Math.floor(amount / 100);
  const jiao = Math.floor((amount % 100) / 10);
  const fen = amount % 10;
  const whole = yuan === 0 ? '' : `${wholeInWords(yuan)}元`;
  if (jiao === 0 && fen === 0) return `${whole || '零元'}整`;
  const tenths = jiao === 0 ? (whole === '' ? '' : '零') : `${DIGITS[jiao]}角`;
  return `${whole}${tenths}${fen === 0 ? '整' : `${DIGITS[fen]}分`}`;
}

/** Below 10^12. */
function wholeInWords(value: number): string {
  for (const [size, unit] of GROUPS) {
    if (value < size) continue;
    const rest = value % size;
    const gap = rest > 0 && rest < size / 10 ? '零' : '';
    return `${wholeInWords(Math.floor(value / size))}${unit}${gap}${rest === 0 ? '' : wholeInWords(rest)}`;
  }
  return DIGITS[value] ?? '';
}
