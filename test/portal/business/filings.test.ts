import { beforeEach, describe, expect, it } from 'vitest';
import { Business } from './business.js';
import { BusinessClock } from './clock.js';
import type { Fields } from './fields.js';
import { APPROVAL_MS } from './filings.js';
import type { Standing } from './records.js';
import { addRow, LEAVER, NEW_PERSON } from './sample.js';

const BY_CA: Standing = { way: 'ca', seal: true };
const BY_ACCOUNT: Standing = { way: 'account', seal: false };
const ROWS = [addRow('210', '2019-11-01')];

let business: Business;

beforeEach(() => {
  const clock = new BusinessClock(() => 0);
  clock.set('2019-11-16T09:00');
  business = new Business(clock);
});

const { aac147: NEW_ID = '' } = NEW_PERSON;
const add = (change: Fields = {}, rows = ROWS): { serial: string; notes: readonly string[] } =>
  business.filings.save('add', { ...NEW_PERSON, ...change }, rows);
const reduce = (change: Fields = {}): string =>
  business.filings.save('reduce', { ...LEAVER, ...change }, [{ type: '210' }]).serial;
const backPay = (from: string, to: string, idNumber = LEAVER.aac147 ?? ''): string =>
  business.filings.save('backPay', { aac147: idNumber }, [{ type: '210', aae041: from, aae042: to }]).serial;
const stateOf = (serial: string): string | undefined =>
  business.filings.list().find((filing) => filing.serial === serial)?.state;
const refusal = (reason: string, field?: string, row?: string): object =>
  expect.objectContaining({
    reason,
    detail: expect.objectContaining({ ...(field && { field }), ...(row && { row }) }),
  });

describe('人员新增', () => {
  it('enters an unfiled piece of business with a serial of the day', () => {
    const { serial, notes } = add();
    expect(serial).toMatch(/^20191116\d{12}$/);
    expect(notes).toEqual([]);
    expect(business.filings.list('unfiled')).toMatchObject([{ serial, kind: 'add', failure: '', atCounter: false }]);
  });

  it.each([
    ['a 15-digit id', { aac147: '131102960720012' }, 'id-15', 'aac147'],
    ['an id of letters', { aac147: '13110219960720012A' }, 'id-format', 'aac147'],
    ['an id born on no day', { aac147: '131102199613200121' }, 'id-format', 'aac147'],
    ['a wrong check digit', { aac147: '131102199607200122' }, 'id-checksum', 'aac147'],
    ["a birth that is not the id's", { aac006: '1996-07-21' }, 'id-birth', 'aac006'],
    ["a sex that is not the id's", { aac004: '1' }, 'id-sex', 'aac004'],
    ['a child', { aac058: '08', aac147: 'P1', aac006: '2003-11-17' }, 'too-young', 'aac006'],
    ['a woman of 55', { aac058: '08', aac147: 'P1', aac006: '1964-11-16' }, 'retired', 'aac006'],
    ['a farmer under another contract', { aac009: '21' }, 'rural-contract', 'aac013'],
    ["a farmer's contract of a townsman", { aac013: '3' }, 'rural-contract', 'aac013'],
    ['a person of the unit', { aac147: '131102199003080026', aac006: '1990-03-08' }, 'insured-here', 'aac147'],
    ['no name', { aac003: ' ' }, 'required', 'aac003'],
    ['a long name', { aac003: '孙'.repeat(51) }, 'too-long', 'aac003'],
    ['a code of no table', { aac005: '77' }, 'unknown-code', 'aac005'],
    ['a city instead of a county', { aac301: '131100' }, 'unknown-code', 'aac301'],
    ['a day that does not exist', { aac007: '2018-02-30' }, 'bad-date', 'aac007'],
    ['no wage', { aac040: '' }, 'required', 'aac040'],
    ['a wage of nothing', { aac040: '0.00' }, 'bad-number', 'aac040'],
  ])('refuses %s', (_, change, reason, field) => {
    expect(() => add(change)).toThrow(refusal(reason, field));
    expect(business.filings.list()).toEqual([]);
  });

  it('names the missing field as its form does', () => {
    expect(() => add({ aac007: '' })).toThrow('参加工作时间不能为空');
  });

  it('takes the youngest, and the oldest day before retirement', () => {
    add({ aac058: '08', aac147: 'P1', aac006: '2003-11-16' });
    add({ aac058: '08', aac147: 'P2', aac006: '1964-11-17' });
    add({ aac058: '08', aac147: 'P3', aac004: '1', aac006: '1959-11-17' });
    expect(business.filings.list('unfiled')).toHaveLength(3);
  });

  it.each([
    ['none', [], 'no-insurance'],
    ["one that is not the unit's", [addRow('120', '2019-11-01')], 'unknown-insurance'],
    ['one twice', [...ROWS, ...ROWS], 'unknown-insurance'],
    ['tomorrow', [addRow('210', '2019-11-17')], 'not-recent'],
    ['more than three months ago', [addRow('210', '2019-08-15')], 'not-recent'],
    ['no day', [addRow('210', '')], 'required'],
    ['back pay of no months', [addRow('210', '2019-11-01', { bac100: '1' })], 'required'],
    [
      'back pay that ends before it begins',
      [addRow('210', '2019-11-01', { bac100: '1', aae041: '201910', aae042: '201909' })],
      'months-order',
    ],
    [
      'back pay of this month',
      [addRow('210', '2019-11-01', { bac100: '1', aae041: '201910', aae042: '201911' })],
      'months-too-late',
    ],
  ])('refuses insurances: %s', (_, rows, reason) => {
    expect(() => add({}, rows)).toThrow(refusal(reason));
  });

  it('takes the first day of the last three months', () => {
    expect(add({}, [addRow('210', '2019-08-16')]).notes).toEqual([]);
  });

  it.each([
    ['100', '3300.00', '60%'],
    ['99999.99', '16500.00', '300%'],
  ])('clips a wage of %s to %s and says so', (wage, clipped, bound) => {
    const { notes } = add({ aac040: wage });
    expect(notes.join()).toContain(bound);
    expect(business.filings.list()[0]?.fields.aac040).toBe(clipped);
  });

  it('refuses a second one for the same person until the first is done with', () => {
    const { serial } = add();
    expect(() => add()).toThrow(refusal('open-filing', 'aac147'));
    business.filings.submit([serial], BY_CA);
    expect(() => add()).toThrow(refusal('pending-filing', 'aac147'));
    business.filings.withdraw(serial);
    business.filings.delete(serial);
    add();
  });
});

describe('人员减少', () => {
  it.each([
    ['someone not insured here', { aac147: NEW_ID }, 'not-insured', 'aac147'],
    ['nobody', { aac147: '' }, 'required', 'aac147'],
    ['tomorrow', { aae035: '2019-11-17' }, 'not-recent', 'aae035'],
    ['more than three months ago', { aae035: '2019-08-15' }, 'not-recent', 'aae035'],
    ['no reason', { aae160: '' }, 'required', 'aae160'],
    ['a reason of the other kind', { bac051: '3', aae160: '222' }, 'reason-kind', 'aae160'],
    ['a dissolved contract without its legal basis', { aae160: '221' }, 'legal-basis', 'bac160'],
  ])('refuses %s', (_, change, reason, field) => {
    expect(() => reduce(change)).toThrow(refusal(reason, field));
  });

  it('refuses without an insurance, and one that the person is not in', () => {
    expect(() => business.filings.save('reduce', LEAVER, [])).toThrow(refusal('no-insurance'));
    business.filings.submit([reduce()], BY_CA);
    business.clock.advance(APPROVAL_MS);
    expect(() => reduce()).toThrow(refusal('not-in-insurance', undefined, '210'));
  });

  it('ends the insurances that were ticked, at its approval', () => {
    const serial = reduce({ aae160: '221', bac160: '36' });
    business.filings.submit([serial], BY_CA);
    business.clock.advance(APPROVAL_MS);
    const insurances = business.unit.persons.get(LEAVER.aac147 ?? '')?.insurances;
    expect(insurances?.filter(({ state }) => state === '2').map(({ type }) => type)).toEqual(['210']);
  });
});

describe('个人补收', () => {
  it.each([
    ['201910', '201909', 'months-order'],
    ['201910', '201911', 'months-too-late'],
    ['', '201909', 'required'],
    ['201913', '201909', 'bad-date'],
  ])('refuses %s to %s', (from, to, reason) => {
    expect(() => backPay(from, to)).toThrow(refusal(reason, undefined, '210'));
  });

  it('takes an added person only once the addition is approved', () => {
    const { serial } = add();
    business.filings.submit([serial], BY_CA);
    expect(() => backPay('201909', '201910', NEW_ID)).toThrow(refusal('not-insured'));
    business.clock.advance(APPROVAL_MS);
    expect(backPay('201909', '201910', NEW_ID)).toMatch(/^20191116/);
  });
});

describe('申报提交', () => {
  it('approves after ten minutes what was submitted by CA with a seal', () => {
    const { serial } = add();
    expect(business.filings.submit([serial], BY_CA)).toEqual({ submitted: 1, failed: 0 });
    business.clock.advance(APPROVAL_MS - 1);
    expect(stateOf(serial)).toBe('pending');
    business.clock.advance(1);
    expect(stateOf(serial)).toBe('approved');
    expect(business.unit.persons.get(NEW_ID)?.insurances).toEqual([
      { type: '210', state: '1', since: '2019-11-01', first: '2019-11-01' },
    ]);
  });

  it('leaves to the counter what was submitted by account', () => {
    const { serial } = add();
    business.filings.submit([serial], BY_ACCOUNT);
    business.clock.advance(30 * 86_400_000);
    expect(stateOf(serial)).toBe('pending');
    business.visitCounter();
    expect(stateOf(serial)).toBe('approved');
  });

  it('asks first where the certificate has no seal, and leaves it to the counter then', () => {
    const { serial } = add();
    const sealless: Standing = { way: 'ca', seal: false };
    const question = '您的证书中没有印章信息，您提交的业务将不能自动审批，需要到柜台审批，是否继续？';
    expect(() => business.filings.submit([serial], sealless)).toThrow(question);
    expect(stateOf(serial)).toBe('unfiled');
    business.filings.submit([serial], sealless, true);
    business.clock.advance(APPROVAL_MS);
    expect(stateOf(serial)).toBe('pending');
  });

  it('keeps unfiled, with the reason, whom another unit still insures', () => {
    business.unit.insuredElsewhere.add(NEW_ID);
    const { serial } = add();
    expect(business.filings.submit([serial, reduce()], BY_CA)).toEqual({ submitted: 1, failed: 1 });
    expect(business.filings.list('unfiled')).toMatchObject([{ serial, failure: '请先在原单位停保' }]);
    business.unit.insuredElsewhere.clear();
    expect(business.filings.submit([serial], BY_CA)).toEqual({ submitted: 1, failed: 0 });
    expect(business.filings.list('pending').map(({ failure }) => failure)).toEqual(['', '']);
  });

  it('keeps unfiled what the calendar has overtaken', () => {
    const { serial } = add();
    business.clock.set('2020-03-16T09:00');
    expect(business.filings.submit([serial], BY_CA)).toEqual({ submitted: 0, failed: 1 });
    expect(business.filings.list('unfiled')[0]?.failure).toContain('本次参保时间');
  });

  it('refuses nothing chosen, an unknown serial and one already submitted, and submits none of the others', () => {
    const { serial } = add();
    expect(() => business.filings.submit([], BY_CA)).toThrow(refusal('nothing-chosen'));
    expect(() => business.filings.submit([serial, '1'], BY_CA)).toThrow(refusal('no-such-filing'));
    expect(stateOf(serial)).toBe('unfiled');
    business.filings.submit([serial], BY_CA);
    expect(() => business.filings.submit([serial], BY_CA)).toThrow(refusal('wrong-state'));
  });

  it('steps back by 撤回, and counts the ten minutes anew', () => {
    const { serial } = add();
    business.filings.submit([serial], BY_CA);
    business.clock.advance(APPROVAL_MS - 1);
    business.filings.withdraw(serial);
    expect(stateOf(serial)).toBe('unfiled');
    business.clock.advance(APPROVAL_MS);
    expect(stateOf(serial)).toBe('unfiled');
    business.filings.submit([serial], BY_CA);
    business.clock.advance(APPROVAL_MS - 1);
    expect(stateOf(serial)).toBe('pending');
    business.clock.advance(1);
    expect(() => business.filings.withdraw(serial)).toThrow(refusal('wrong-state'));
  });
});

describe('审批未通过', () => {
  it.each(['serial', 'id number'])('rejects once what was planned by %s, with its reason', (by) => {
    const { serial } = add();
    business.filings.rejectNext(by === 'serial' ? serial : NEW_ID, '户口性质不符');
    business.filings.submit([serial], BY_CA);
    business.clock.advance(APPROVAL_MS);
    expect(business.filings.list('rejected')).toMatchObject([{ serial, reason: '户口性质不符' }]);
    expect(business.unit.persons.has(NEW_ID)).toBe(false);
    expect(business.filings.edit(serial)).toMatchObject({ state: 'unfiled', reason: '' });
    business.filings.save('add', { ...NEW_PERSON, aac003: '孙丽' }, ROWS, serial);
    business.filings.submit([serial], BY_CA);
    business.clock.advance(APPROVAL_MS);
    expect(business.unit.persons.get(NEW_ID)?.fields.aac003).toBe('孙丽');
  });

  it('is decided at the counter for what waits there, and there alone', () => {
    const { serial } = add();
    const other = reduce();
    business.filings.submit([serial], BY_ACCOUNT);
    business.filings.submit([other], BY_CA);
    expect(() => business.filings.rejectAtCounter(other, '材料不全')).toThrow(refusal('wrong-state'));
    business.filings.rejectAtCounter(serial, '材料不全');
    expect(business.filings.list('rejected')).toMatchObject([{ serial, reason: '材料不全' }]);
    business.filings.delete(serial);
    expect(stateOf(serial)).toBeUndefined();
    expect(() => business.filings.delete(other)).toThrow(refusal('wrong-state'));
    expect(() => business.filings.edit(other)).toThrow(refusal('wrong-state'));
  });
});

describe('单位信息修改', () => {
  it('changes the unit at its approval, but not what the form only shows', () => {
    const change = { ...business.unit.info, aab004: '别的公司', aae004: '赵雪梅', bae101: '1,3' };
    const { serial } = business.filings.save('unitInfo', change, []);
    expect(() => business.filings.save('unitInfo', change, [])).toThrow(refusal('open-filing'));
    expect(business.unit.info.aae004).toBe('李秀英');
    business.filings.submit([serial], BY_CA);
    business.clock.advance(APPROVAL_MS);
    expect(business.unit.info).toMatchObject({ aab004: '衡水金保科技有限公司', aae004: '赵雪梅', bae101: '1,3' });
  });
});
