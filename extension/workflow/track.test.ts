import { expect, test } from 'vitest';
import { type Month, newMonth } from './month.js';
import type { Observation } from './observation.js';
import { type FilingKind, type FilingList, NOTHING } from './portal.js';
import { POSSIBLE } from './possible.js';
import { hasChanges, stepsOf } from './steps.js';
import { observed } from './track.js';

const ADD = '20191116000000000001';
const BACK_PAY = '20191116000000000002';
let now = 0;

function begin(way: Month['way'] = 'ca'): Month {
  return { ...newMonth('13110001', '201911', now), way };
}
function after(month: Month, ...looks: readonly Partial<Observation>[]): Month {
  return looks.reduce<Month>((known, look) => observed(known, { ...NOTHING, ...look }, ++now), month);
}
function list(of: FilingList, rows: Readonly<Record<string, FilingKind>> = {}, whole = true): Partial<Observation> {
  return {
    filings: { list: of, whole, rows: Object.entries(rows).map(([serial, kind]) => ({ serial, kind, failure: '' })) },
  };
}
const EMPTY = (['unfiled', 'pending', 'approved', 'rejected'] as const).map((of) => list(of));

interface Row {
  readonly printed?: boolean;
  readonly sealed?: boolean;
  readonly uploaded?: boolean;
  readonly backPay?: boolean;
  readonly belongsTo?: string;
}
function levies(rows: Readonly<Record<string, Row>>, whole = true): Partial<Observation> {
  return {
    levies: {
      whole,
      rows: Object.entries(rows).map(([serial, row]) => ({
        serial,
        type: `险种${serial}`,
        backPay: row.backPay ?? false,
        belongsTo: row.belongsTo ?? null,
        printed: row.printed ?? null,
        sealed: row.sealed ?? null,
        uploaded: row.uploaded ?? null,
      })),
    },
  };
}
const TYPES: Partial<Observation> = { types: ['失业保险', '工伤保险'].map((name) => ({ name, assessed: null })) };
const PRINTED = { printed: true };
const SEALED = { printed: true, sealed: true };
const UPLOADED = { printed: true, sealed: true, uploaded: true };

/** `id done/all` of each step, `>` before the one to do now, a tick behind what is done. */
function told(month: Month): string[] {
  return stepsOf(month).map(({ step, state, count, by }) => {
    const rows = count ? ` ${count.done}/${count.all}` : '';
    return `${state === 'now' ? '>' : ''}${step.id}${rows}${state === 'done' ? ` ✓${by}` : ''}`;
  });
}

test('a month without changes goes from the assessment to the tax office', () => {
  const start = after(begin(), ...EMPTY, TYPES, levies({}));
  expect(told(start)).toContain('>changes');
  const assessed = after({ ...start, noChanges: true }, levies({ 111111: {}, 222222: {} }));
  expect(told(assessed)).toEqual(['assess 2/2 ✓page', '>print 0/2', 'seal 0/2', 'upload 0/2', 'forms', 'pay']);
  const sealed = after(assessed, levies({ 111111: SEALED, 222222: PRINTED }));
  expect(told(sealed)).toEqual(['assess 2/2 ✓page', 'print 2/2 ✓page', '>seal 1/2', 'upload 0/2', 'forms', 'pay']);
  const forms = (printed: boolean[]) => ({ forms: printed.map((each, at) => ({ title: `${at}`, printed: each })) });
  const done = after(sealed, levies({ 111111: UPLOADED, 222222: UPLOADED }), forms([true, true, false, false]));
  expect(told(done).slice(3)).toEqual(['upload 2/2 ✓page', '>forms 2/4', 'pay']);
  const printed = after(done, forms([true, true, true, true]));
  expect(told(printed).slice(4)).toEqual(['forms 4/4 ✓page', '>pay']);
  expect(told({ ...printed, ticks: { pay: now } }).at(-1)).toBe('pay ✓clerk');
});

test('changes are filed and approved before anything is assessed', () => {
  const month = after(begin(), ...EMPTY, list('unfiled', { [ADD]: 'add' }));
  expect(told(month).slice(0, 4)).toEqual(['changes 1/1 ✓page', '>submit 0/1', 'approve 0/1', 'assess']);
  expect(POSSIBLE.assess(month)).toEqual({ can: false, obstacle: 'fileFirst' });
  const filed = after(month, list('unfiled'), list('pending', { [ADD]: 'add' }));
  expect(told(filed).slice(1, 3)).toEqual(['submit 1/1 ✓page', '>approve 0/1']);
  expect(POSSIBLE.assess(filed)).toEqual({ can: false, obstacle: 'approvalFirst' });
  const approved = after(filed, list('pending'), list('approved', { [ADD]: 'add' }));
  expect(told(approved).slice(2, 4)).toEqual(['approve 1/1 ✓page', '>assess']);
});

test('back pay has a round of its own', () => {
  const month = after(begin(), { asksBackPay: true }, ...EMPTY, list('approved', { [ADD]: 'add' }));
  expect(told(month).slice(0, 7)).toEqual([
    'changes 1/1 ✓page',
    'submit 1/1 ✓page',
    'approve 1/1 ✓page',
    '>backPay',
    'submitBackPay',
    'approveBackPay',
    'assess',
  ]);
  const filed = after(month, list('pending', { [BACK_PAY]: 'backPay' }));
  expect(told(filed).slice(3, 6)).toEqual(['backPay 1/1 ✓page', 'submitBackPay 1/1 ✓page', '>approveBackPay 0/1']);
  expect(POSSIBLE.assess(filed)).toEqual({ can: false, obstacle: 'approvalFirst' });
});

test('without CA the counter reviews and stamps', () => {
  const month = after(begin('account'), list('pending', { [ADD]: 'add' }), levies({ 111111: PRINTED }));
  expect(told(month)).toEqual([
    'changes 1/1 ✓page',
    'submit 1/1 ✓page',
    '>review 0/1',
    'assess 1/1 ✓page',
    'print 1/1 ✓page',
    'stamp 0/1',
    'upload 0/1',
    'forms',
    'pay',
  ]);
  expect(POSSIBLE.seal(month)).toEqual({ can: false, obstacle: 'needsCounter' });
  const went = stepsOf({ ...month, ticks: { review: now } })[2];
  expect(went).toMatchObject({ state: 'now', by: 'clerk' });
});

test('the dialog about a missing seal sends to the counter', () => {
  const month = after(begin(), { says: ['needsCounter'] }, list('pending', { [ADD]: 'add' }));
  expect(stepsOf(month).map(({ step }) => step.id)).toContain('review');
});

test('a row that left its list is not claimed to be approved', () => {
  const month = after(begin(), ...EMPTY, list('pending', { [ADD]: 'add' }), list('pending'));
  expect(told(month)[2]).toBe('approve 0/1');
  expect(POSSIBLE.assess(month)).toEqual({ can: 'unknown', look: 'filings' });
  const deleted = after(month, list('unfiled'), list('approved'), list('rejected'), list('pending'));
  expect(deleted.filings).toEqual({});
  expect(hasChanges(deleted)).toBeNull();
});

test('part of a list proves nothing about its rest', () => {
  const month = after(begin(), list('pending', { [ADD]: 'add' }), list('pending', {}, false));
  expect(month.filings[ADD]?.list).toBe('pending');
  expect(month.listed.pending).toBeDefined();
  expect(after(begin(), list('unfiled', {}, false)).listed).toEqual({});
});

test('approvals of earlier months are not of this one', () => {
  expect(after(begin(), list('approved', { '20191016000000000001': 'add' })).filings).toEqual({});
});

test('withdrawn and rejected filings step back, with the reason and no number that may be a person’s', () => {
  const approved = after(begin(), ...EMPTY, list('pending', { [ADD]: 'add' }));
  const withdrawn = after(approved, list('pending'), list('unfiled', { [ADD]: 'add' }));
  expect(told(withdrawn)[1]).toBe('>submit 0/1');
  const rejected = after(withdrawn, {
    filings: {
      list: 'rejected',
      whole: true,
      rows: [{ serial: ADD, kind: 'add', failure: '证件号码13110219900101001X不一致' }],
    },
  });
  expect(rejected.filings[ADD]?.failure).toBe('证件号码…不一致');
  expect(POSSIBLE.assess(rejected)).toEqual({ can: false, obstacle: 'mendFirst' });
});

test('a cancelled row steps back, and forms that were printed with it no longer count', () => {
  const printed = { forms: [{ title: '失业保险社会保险费申报表', printed: true }] };
  const month = after(begin(), ...EMPTY, TYPES, levies({ 111111: UPLOADED, 222222: UPLOADED }), printed);
  expect(POSSIBLE.form(month)).toEqual({ can: true });
  const cancelled = after(month, levies({ 111111: UPLOADED }));
  expect(told(cancelled)).toContain('>assess 1/2');
  expect(POSSIBLE.form(cancelled)).toEqual({ can: false, obstacle: 'assessFirst' });
  const again = after(cancelled, levies({ 111111: UPLOADED, 333333: {} }));
  expect(POSSIBLE.form(again)).toEqual({ can: false, obstacle: 'uploadFirst' });
  expect(told(again)).toContain('forms 0/1');
});

test('what one screen does not tell, an earlier one still does', () => {
  const month = after(begin(), levies({ 111111: SEALED }), levies({ 111111: {} }));
  expect(told(month)).toContain('seal 1/1 ✓page');
});

test('rows of another 缴费所属期 are settled apart, back pay with the month itself', () => {
  const month = after(
    begin(),
    levies({ 111111: { belongsTo: '201910' }, 222222: { backPay: true, belongsTo: '201908' } }),
  );
  expect(Object.keys(month.settlements)).toEqual(['201910', '201911']);
});

test('nothing is said to be possible before the pages told', () => {
  const month = newMonth('13110001', '201911', 0);
  for (const possible of Object.values(POSSIBLE)) expect(possible(month).can).toBe('unknown');
});
