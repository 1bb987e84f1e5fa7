import { closest, collapse, find, findAll, isShown, matches, shownText } from './page-dom.js';

/** What stands beside a label. `marked`: the page marks it as the label's, by a colon, by its elements, or as a field. */
export interface Beside {
  readonly value: string;
  readonly marked: boolean;
}

const MAX_CLIMB = 3;
const MAX_SIBLINGS = 8;
const MAX_ROWS = 50;
/** A row's label has its value in the row. */
const ENDS = 'tr,body,form';
const MARKING = 'th,dt,label';
const INLINE = 'td,span,b,strong,em,font';
const FIELD = 'input:is([type=text],:not([type])),textarea,select';

/** The texts beside a label that is all of a text, or its end: in what follows it, or in the column that it heads. */
export function beside(label: Text, marked: boolean): readonly Beside[] {
  const cell = label.parentElement && closest(label.parentElement, 'th');
  if (cell instanceof HTMLTableCellElement && isColumnHead(cell)) {
    return columnBelow(cell).map((value) => ({ value, marked: true }));
  }
  const one = following(label, marked);
  return one ? [one] : [];
}

function following(label: Text, marked: boolean): Beside | null {
  let node: Node = label;
  let isMarked = marked;
  for (let climbed = 0; climbed <= MAX_CLIMB; climbed += 1) {
    let next = node.nextSibling;
    for (let siblings = 0; next && siblings < MAX_SIBLINGS; siblings += 1) {
      if (!isNothing(next)) return valueIn(next, isMarked);
      isMarked ||= next instanceof Text && /[:\uff1a]/.test(next.data);
      next = next.nextSibling;
    }
    const parent = node.parentElement;
    if (next || !parent || matches(parent, ENDS)) return null;
    // A colon at the end of a block says nothing of the next block.
    isMarked = matches(parent, MARKING) || (isMarked && matches(parent, INLINE));
    node = parent;
  }
  return null;
}

/** What may stand between a label and its value. */
function isNothing(node: Node): boolean {
  if (node instanceof Element) return matches(node, 'i,svg,img,br') || !isShown(node);
  return !(node instanceof Text) || (node.length < 10 && /^[\s:\uff1a*\uff0a]*$/.test(node.data));
}

function valueIn(node: Node, marked: boolean): Beside | null {
  if (node instanceof Text) return { value: node.length > 300 ? '' : collapse(node.data), marked };
  if (!(node instanceof Element)) return null;
  const fields = (matches(node, FIELD) ? [node] : [...findAll(node, FIELD)]).filter(isShown);
  const [field] = fields;
  if (!field) return { value: shownText(node), marked };
  return fields.length === 1 ? { value: collapse(enteredIn(field)), marked: true } : null;
}

function enteredIn(field: Element): string {
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.text.slice(0, 300) ?? '';
  const isInput = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return isInput ? field.value.slice(0, 300) : '';
}

/** The head of a row stands beside its cells, that of a column beside nothing but heads. */
function isColumnHead({ parentElement: row }: HTMLTableCellElement): boolean {
  return row instanceof HTMLTableRowElement && [...row.cells].every(({ localName }) => localName === 'th');
}

function columnBelow(cell: HTMLTableCellElement): string[] {
  const table = closest(cell, 'table');
  if (!(table instanceof HTMLTableElement)) return [];
  const own = column(table, cell.cellIndex);
  if (own.length > 0) return own;
  // Tables that scroll below their heads are two.
  let above: Element | null = table;
  for (let climbed = 0; above && climbed <= MAX_CLIMB; climbed += 1) {
    const next: Element | null = above.nextElementSibling;
    const body = next && (matches(next, 'table') ? next : find(next, 'table'));
    if (body instanceof HTMLTableElement) return column(body, cell.cellIndex);
    above = above.parentElement;
  }
  return [];
}

function column(table: HTMLTableElement, index: number): string[] {
  const values: string[] = [];
  for (let row = 0; row < Math.min(table.rows.length, MAX_ROWS); row += 1) {
    const cell = table.rows[row]?.cells[index];
    if (cell?.localName === 'td' && isShown(cell)) values.push(shownText(cell));
  }
  return values;
}
