import type { Observation } from '../../workflow/observation.js';
import { FILING_LISTS, NOTHING, SAYINGS, SCREENS, type Screen } from '../../workflow/portal.js';
import { collapse, findAll, isShown, plain, shownText, walkerOf } from '../observe/page-dom.js';
import type { Layout } from './layout.js';
import { type Table, tablesOf } from './table.js';

const LONGEST = 120;
const LONGEST_HEAD = 1000;
const LONGEST_NAME = 60;
const LONGEST_REASON = 200;
const MAX_MATCHES = 50;

/** What the page shows of the month's work, by the layout that knows it. A page that none knows shows nothing. */
export function readMonth(layouts: readonly Layout[]): Observation {
  for (const layout of layouts) {
    const screen = screenOf(layout);
    const unit = unitOf(layout);
    if (screen === null && unit === null) continue;
    return {
      ...NOTHING,
      screen,
      unit,
      way: wayOf(layout),
      says: SAYINGS.filter((saying) => shows(layout.messages, layout.says[saying])),
      ...(isLoading(layout) ? {} : readTables(layout, screen)),
    };
  }
  return NOTHING;
}

function screenOf({ titles, screens }: Layout): Screen | null {
  for (const title of shownTexts(titles)) {
    const found = SCREENS.find((screen) => screens[screen].some((words) => plain(words) === plain(title)));
    if (found) return found;
  }
  return null;
}

function unitOf({ head, company, account }: Layout): Observation['unit'] {
  for (const one of findAll(document.documentElement, head)) {
    if (!isShown(one)) continue;
    const text = spacedText(one);
    const name = labelled(text, company);
    if (name !== null) return { company: name, account: labelled(text, account) };
  }
  return null;
}

/** The texts of an element with a space between any two, so that neither runs into the other. */
function spacedText(element: Element): string {
  const walker = walkerOf(element, NodeFilter.SHOW_TEXT);
  let text = '';
  while (text.length < LONGEST_HEAD && walker.nextNode()) text += ` ${walker.currentNode.nodeValue ?? ''}`;
  return collapse(text.slice(0, LONGEST_HEAD));
}

/** What stands behind a label and its colon, up to white space. */
function labelled(text: string, labels: readonly string[]): string | null {
  for (const label of labels) {
    const at = text.indexOf(label);
    const value = at < 0 ? undefined : /^\s*[:：]\s*([^\s:：]+)/.exec(text.slice(at + label.length))?.[1];
    if (value !== undefined && value.length <= LONGEST) return value;
  }
  return null;
}

function wayOf({ way }: Layout): Observation['way'] {
  for (const cell of findAll(document.documentElement, 'th,td,dt,label,span')) {
    if (cell.textContent === null || collapse(cell.textContent) !== way.label) continue;
    const value = plain(cell.nextElementSibling?.textContent ?? '');
    if (way.ca.some((words) => plain(words) === value)) return 'ca';
    if (way.account.some((words) => plain(words) === value)) return 'account';
  }
  return null;
}

function isLoading({ loading }: Layout): boolean {
  return shownTexts(loading).length > 0;
}

function readTables(layout: Layout, screen: Screen | null): Partial<Observation> {
  const found: { -readonly [K in keyof Observation]?: Observation[K] } = {};
  for (const table of tablesOf(layout)) {
    found.filings ??= filingsIn(table, layout);
    found.levies ??= leviesIn(table, layout);
    if (found.levies && found.period === undefined) found.period = periodIn(table, layout);
    if (screen === 'assess') found.types ??= typesIn(table, layout);
    if (screen === 'add') found.asksBackPay ||= asksBackPayIn(table, layout);
  }
  if (screen === 'forms') found.forms = formsOf(layout);
  return found;
}

function filingsIn(table: Table, { filings, activeTab, table: words }: Layout): Observation['filings'] {
  const [serial, kind] = [table.column(filings.serial), table.column(filings.kind)];
  const tabs = shownTexts(activeTab).map(plain);
  const list = FILING_LISTS.find((each) => filings.lists[each].some((name) => tabs.includes(plain(name))));
  if (!serial || !kind || !list) return null;
  const failure = table.column(filings.failure);
  const rows = table.rows
    .map((row) => ({
      serial: serial(row),
      kind: kindOf(kind(row), filings.kinds),
      failure: short(failure?.(row) ?? '', LONGEST_REASON),
    }))
    .filter((row) => isSerial(row.serial));
  return { list, whole: isWhole(table, rows.length, words.total), rows };
}

function kindOf(text: string, kinds: Layout['filings']['kinds']): 'add' | 'reduce' | 'backPay' | 'unitInfo' | 'other' {
  const says = (words: readonly string[]): boolean => words.some((one) => plain(one) === plain(text));
  if (says(kinds.add)) return 'add';
  if (says(kinds.reduce)) return 'reduce';
  if (says(kinds.backPay)) return 'backPay';
  return says(kinds.unitInfo) ? 'unitInfo' : 'other';
}

/** Cut to what the service worker takes. */
function short(text: string, longest: number): string {
  return text.slice(0, longest);
}

/** As the service worker takes it. */
function isSerial(text: string): boolean {
  return /^\d{6,40}$/.test(text);
}

/** Without a word of how many there are, what is shown is all. */
function isWhole({ rows, hasMore }: Table, read: number, selector: string): boolean {
  if (hasMore || rows.length !== read) return false;
  const [total] = shownTexts(selector);
  const count = total === undefined ? null : /\d+/.exec(total)?.[0];
  return count === null || Number(count) === read;
}

function leviesIn(table: Table, { levies, table: words }: Layout): Observation['levies'] {
  const [serial, type] = [table.column(levies.serial), table.column(levies.type)];
  if (!serial || !type) return null;
  const [pay, belongsTo] = [table.column(levies.pay), table.column(levies.belongsTo)];
  const states = levies.states.map((head) => table.column([head])).filter((column) => column !== null);
  const rows = table.rows
    .map((row) => {
      const said = states.map((state) => plain(state(row)));
      const is = ({ yes, no }: Layout['levies']['printed']): boolean | null => {
        if (yes.some((one) => said.includes(plain(one)))) return true;
        return no.some((one) => said.includes(plain(one))) ? false : null;
      };
      const kind = pay?.(row) ?? '';
      return {
        serial: serial(row),
        type: short(type(row), LONGEST_NAME),
        backPay: kind !== '' && !levies.due.some((one) => plain(one) === plain(kind)),
        belongsTo: monthIn(belongsTo?.(row) ?? ''),
        printed: is(levies.printed),
        sealed: is(levies.sealed),
        uploaded: is(levies.uploaded),
      };
    })
    .filter((row) => isSerial(row.serial));
  return { whole: isWhole(table, rows.length, words.total), rows };
}

function periodIn(table: Table, { levies }: Layout): string | null {
  const period = table.column(levies.period);
  const periods = new Set(table.rows.map((row) => monthIn(period?.(row) ?? '')));
  const [only] = periods;
  return periods.size === 1 ? (only ?? null) : null;
}

/** `yyyyMM` of 201911, 2019-11 or 2019年11月. */
function monthIn(text: string): string | null {
  const [, year, month] = /^(20\d\d)\D?(0[1-9]|1[0-2])月?$/.exec(text) ?? [];
  return year !== undefined && month !== undefined ? year + month : null;
}

function typesIn(table: Table, { types }: Layout): Observation['types'] {
  const name = table.column(types.name);
  if (!name || !table.column(types.beside)) return null;
  const found = table.rows
    .map((row) => ({ name: short(name(row), LONGEST_NAME), assessed: isAssessed(row, types) }))
    .filter((type) => type.name !== '');
  return found.length > 0 ? found : null;
}

function isAssessed(row: Element, { open, closed }: Layout['types']): boolean | null {
  if (findAll(row, closed).length > 0) return true;
  return findAll(row, open).length > 0 ? false : null;
}

function asksBackPayIn(table: Table, { backPay }: Layout): boolean {
  return table.rows.some((row) => {
    const cell = table.cell(backPay.column, row);
    const field = cell && findAll(cell, 'input')[0];
    const value = field instanceof HTMLInputElement ? field.value : (cell?.textContent ?? '');
    return backPay.yes.some((words) => plain(words) === plain(value));
  });
}

function formsOf({ forms, tabs, activeTab }: Layout): Observation['forms'] {
  const active = new Set(shownTexts(activeTab).map(plain));
  const isForm = (title: string): boolean => forms.titles.some((words) => plain(title).endsWith(plain(words)));
  const titles = shownTexts(tabs).filter((title) => isForm(title) && title.length <= LONGEST_NAME);
  const opened = [...findAll(document.documentElement, forms.shown)].some(isShown);
  const found = titles.map((title) => ({ title, printed: opened && active.has(plain(title)) ? true : null }));
  return found.length > 0 ? found : null;
}

/** Whether one of the elements that a selector finds says one of these words. */
function shows(selector: string, words: readonly string[]): boolean {
  return shownTexts(selector).some((text) => words.some((one) => plain(text).includes(plain(one))));
}

/** The texts of the elements that are shown, at most fifty of them. */
function shownTexts(selector: string): string[] {
  const texts: string[] = [];
  for (const element of findAll(document.documentElement, selector)) {
    if (texts.length === MAX_MATCHES) break;
    if (isShown(element)) texts.push(shownText(element));
  }
  return texts;
}
