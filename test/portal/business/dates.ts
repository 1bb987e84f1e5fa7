/** `2019-11-16` for a real day written with or without `-`; null otherwise. */
export function parseDate(text: string): string | null {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return null;
  const date = `${year}-${month}-${day}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : null;
}

/** `201911` for a month written with or without `-`; null otherwise. */
export function parseMonth(text: string): string | null {
  const [, year, month] = /^(\d{4})-?(0[1-9]|1[0-2])$/.exec(text) ?? [];
  return year === undefined ? null : `${year}${month}`;
}

/** The month `count` months after `period`, both as `201911`. */
export function addMonths(period: string, count: number): string {
  const months = Number(period.slice(0, 4)) * 12 + Number(period.slice(4)) - 1 + count;
  return `${Math.floor(months / 12)}${String((months % 12) + 1).padStart(2, '0')}`;
}

/** How many months from `from` to `to`, both included. */
export function monthsFromTo(from: string, to: string): number {
  const months = (period: string): number => Number(period.slice(0, 4)) * 12 + Number(period.slice(4));
  return months(to) - months(from) + 1;
}

/** The same day `count` months before; the month's last day where that is earlier. */
export function monthsBefore(date: string, count: number): string {
  const period = addMonths(date.slice(0, 7).replace('-', ''), -count);
  const [year, month] = [Number(period.slice(0, 4)), Number(period.slice(4))];
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = Math.min(Number(date.slice(8)), lastDay);
  return `${period.slice(0, 4)}-${period.slice(4)}-${String(day).padStart(2, '0')}`;
}

/** Full years from `birth` to `day`. */
export function ageOn(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}
