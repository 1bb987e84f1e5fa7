import { expect, it } from 'vitest';
import { BusinessClock } from './clock.js';
import { CODES, codeOf, regionsUnder } from './codes.js';
import { monthsBefore, parseDate, parseMonth } from './dates.js';
import { type FieldDefinition, FORMS } from './fields.js';
import { idFault } from './identity.js';
import { defaultUnit } from './unit.js';

it.each(['21', '大学本科', '21|大学本科', '21 大学本科', '21.大学本科', ' 大学本科 '])('reads %j as a code', (cell) => {
  expect(codeOf([{ code: '21', text: '大学本科' }], cell)).toBe('21');
});

it('reads no code out of another text', () => {
  expect(codeOf(CODES.aac004, '男性')).toBeNull();
});

it('goes from provinces to counties', () => {
  expect(regionsUnder('')).toContainEqual({ code: '130000', text: '河北省', leaf: false });
  expect(regionsUnder('130000')).toContainEqual({ code: '131100', text: '衡水市', leaf: false });
  expect(regionsUnder('131100')).toContainEqual({ code: '131102', text: '桃城区', leaf: true });
});

it('begins every field with a value of its table, and offers some under every parent', () => {
  for (const definition of Object.values(FORMS).flat() as readonly FieldDefinition[]) {
    const { table, initial, parent } = definition;
    if (table === undefined) continue;
    if (initial !== undefined) expect(CODES[table].map(({ code }) => code)).toContain(initial);
    if (parent !== undefined) expect(CODES[table].every((code) => code.parent !== undefined)).toBe(true);
  }
});

it('has persons with sound id numbers', () => {
  for (const idNumber of defaultUnit().persons.keys()) expect(idFault(idNumber)).toBeNull();
});

it('reads days and months however they are written, and only real ones', () => {
  expect(parseDate('20190228')).toBe('2019-02-28');
  expect(parseDate('2019-02-29')).toBeNull();
  expect(parseMonth('2019-02')).toBe('201902');
  expect(parseMonth('201900')).toBeNull();
});

it('goes three months back to the last day of a shorter month', () => {
  expect(monthsBefore('2020-05-31', 3)).toBe('2020-02-29');
  expect(monthsBefore('2020-01-15', 3)).toBe('2019-10-15');
});

it("goes by China's day, and on from where it was set", () => {
  let system = 0;
  const clock = new BusinessClock(() => system);
  clock.set('2019-11-30T23:59');
  expect(clock.currentPeriod()).toBe('201911');
  system += 60_000;
  expect(clock.today()).toBe('2019-12-01');
  expect(clock.currentPeriod()).toBe('201912');
  expect(() => clock.set('2019-13-01T09:00')).toThrow('not a time');
});
