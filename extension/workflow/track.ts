import type { Filing, Levy, Month, Settlement } from './month.js';
import type { Observation } from './observation.js';
import { FILING_LISTS } from './portal.js';

/** Longer numbers may be a person's id. */
const PERSONAL = /\d{6,}[\dXx]?/g;

/**
 * What is known of a month after one more look at a page. Takes what the page says and nothing else: a row that is gone is
 * not claimed to be done, and a list that was seen in part proves nothing about its rest. `now`: milliseconds since the epoch.
 */
export function observed(month: Month, look: Observation, now: number): Month {
  let next: Month = {
    ...month,
    way: look.way ?? month.way,
    noSeal: month.noSeal || look.says.includes('needsCounter'),
    asksBackPay: month.asksBackPay || look.asksBackPay,
    types: look.types ? Object.fromEntries(look.types.map(({ name, assessed }) => [name, assessed])) : month.types,
    seen: now,
  };
  if (look.filings) next = withFilings(next, look.filings, now);
  if (look.levies) next = withLevies(next, look.levies, now);
  if (look.forms) next = withForms(next, look.forms);
  return next;
}

function withFilings(month: Month, { list, whole, rows }: NonNullable<Observation['filings']>, now: number): Month {
  const filings: Record<string, Filing> = {};
  const listed = whole ? { ...month.listed, [list]: now } : month.listed;
  for (const [serial, filing] of Object.entries(month.filings)) {
    const moved: Filing =
      whole && filing.list === list ? { ...filing, list: 'elsewhere', since: now, failure: '' } : filing;
    if (!isGone(moved, listed)) filings[serial] = moved;
  }
  for (const { serial, kind, failure } of rows) {
    // The list of what was approved goes back for years.
    if (list === 'approved' && filings[serial] === undefined && monthOfSerial(serial) !== month.period) continue;
    filings[serial] = { kind, list, since: now, failure: failure.replace(PERSONAL, '…') };
  }
  return { ...month, filings, listed };
}

/** All four lists were seen whole since it left its own, and it was in none. */
function isGone({ list, since }: Filing, listed: Month['listed']): boolean {
  return list === 'elsewhere' && FILING_LISTS.every((each) => (listed[each] ?? -1) >= since);
}

/** The month that a 流水号 begins with, `yyyyMM`. */
function monthOfSerial(serial: string): string {
  return serial.slice(0, 6);
}

function withLevies(month: Month, { whole, rows }: NonNullable<Observation['levies']>, now: number): Month {
  const settlements: Record<string, Settlement> = {};
  for (const [belongsTo, { levies, forms }] of Object.entries(month.settlements)) {
    const kept = Object.entries(levies).filter(([serial]) => !whole || rows.some((row) => row.serial === serial));
    settlements[belongsTo] = { levies: Object.fromEntries(kept), forms };
  }
  for (const row of rows) {
    const [belongsTo, before] = place(month, row.serial) ?? [belongsToOf(month, row), undefined];
    const settlement = settlements[belongsTo] ?? { levies: {}, forms: {} };
    const levy: Levy = {
      type: row.type,
      backPay: row.backPay,
      printed: row.printed ?? (row.sealed === true || row.uploaded === true || (before?.printed ?? false)),
      sealed: row.sealed ?? before?.sealed ?? false,
      uploaded: row.uploaded ?? before?.uploaded ?? false,
    };
    settlements[belongsTo] = { ...settlement, levies: { ...settlement.levies, [row.serial]: levy } };
  }
  const next = { ...month, settlements: withoutStaleForms(settlements), assessed: whole ? now : month.assessed };
  return serialsOf(next) === serialsOf(month) ? next : { ...next, types: allUnknown(month.types) };
}

function serialsOf({ settlements }: Month): string {
  return Object.values(settlements)
    .flatMap(({ levies }) => Object.keys(levies))
    .sort()
    .join();
}

/** Rows have come or gone since the conditions were seen. */
function allUnknown(types: Month['types']): Month['types'] {
  return types && Object.fromEntries(Object.keys(types).map((name) => [name, null]));
}

/** Back pay is settled with the month that it is paid in. */
function belongsToOf(month: Month, { backPay, belongsTo }: { backPay: boolean; belongsTo: string | null }): string {
  return backPay ? month.period : (belongsTo ?? month.period);
}

function place(month: Month, serial: string): [string, Levy] | null {
  for (const [belongsTo, { levies }] of Object.entries(month.settlements)) {
    const levy = levies[serial];
    if (levy) return [belongsTo, levy];
  }
  return null;
}

/** A form that was printed before a row was cancelled shows what no longer holds. */
function withoutStaleForms(settlements: Record<string, Settlement>): Record<string, Settlement> {
  const rest = Object.entries(settlements).map(([belongsTo, { levies, forms }]): [string, Settlement] => {
    const all = Object.values(levies);
    const stands = all.length > 0 && all.every(({ uploaded }) => uploaded);
    return [belongsTo, { levies, forms: stands ? forms : allUnprinted(forms) }];
  });
  return Object.fromEntries(rest.filter(([, { levies }]) => Object.keys(levies).length > 0));
}

function allUnprinted(forms: Settlement['forms']): Settlement['forms'] {
  return Object.fromEntries(Object.keys(forms).map((title) => [title, false]));
}

function withForms(month: Month, tabs: NonNullable<Observation['forms']>): Month {
  // The tabs do not tell which months they are of: of the last one that is settled.
  const belongsTo = Object.keys(month.settlements).sort().at(-1) ?? month.period;
  const { levies, forms } = month.settlements[belongsTo] ?? { levies: {}, forms: {} };
  const shown = tabs.map(({ title, printed }): [string, boolean] => [title, printed ?? forms[title] ?? false]);
  const settlement: Settlement = { levies, forms: Object.fromEntries(shown) };
  return { ...month, settlements: { ...month.settlements, [belongsTo]: settlement } };
}
