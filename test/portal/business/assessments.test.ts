import { beforeEach, describe, expect, it } from 'vitest';
import { Business } from './business.js';
import { BusinessClock } from './clock.js';
import { APPROVAL_MS } from './filings.js';
import { type ActionId, possible } from './possible.js';
import type { Standing } from './records.js';
import { addRow, LEAVER, NEW_PERSON } from './sample.js';

const BY_CA: Standing = { way: 'ca', seal: true };
const BY_ACCOUNT: Standing = { way: 'account', seal: false };
const TYPES = ['110', '210', '310', '410', '510'];
const LEAVER_ID = LEAVER.aac147 ?? '';

let business: Business;

beforeEach(() => {
  const clock = new BusinessClock(() => 0);
  clock.set('2019-11-16T09:00');
  business = new Business(clock);
});

const refusal = (reason: string): object => expect.objectContaining({ reason });
const assess = (types = TYPES): string[] =>
  business.assessments.run(types, '201911', '201911').map(({ serial }) => serial);

function file(kind: 'add' | 'backPay', by: Standing): void {
  const { serial } =
    kind === 'add'
      ? business.filings.save('add', NEW_PERSON, [addRow('210', '2019-11-01')])
      : business.filings.save('backPay', { aac147: LEAVER_ID }, [{ type: '210', aae041: '201909', aae042: '201910' }]);
  business.filings.submit([serial], by);
}

function backPayApproved(): void {
  file('backPay', BY_CA);
  business.clock.advance(APPROVAL_MS);
}

function finish(serials: readonly string[]): void {
  for (const serial of serials) {
    business.assessments.print(serial);
    business.assessments.seal(serial, BY_CA);
    business.assessments.upload(serial);
  }
}

describe('a whole month', () => {
  it('goes by CA from the addition to the four forms without a visit', () => {
    file('add', BY_CA);
    expect(() => assess()).toThrow('存在未审批通过的业务，不能进行缴费核定');
    business.clock.advance(APPROVAL_MS);
    file('backPay', BY_CA);
    expect(() => assess()).toThrow(refusal('not-approved'));
    business.clock.advance(APPROVAL_MS);
    const serials = assess();
    expect(serials).toHaveLength(6);
    expect(() => business.assessments.printForm('210')).toThrow('请先完成电子材料上传');
    finish(serials);
    for (const type of ['110', '410', '510', '210']) {
      business.assessments.printForm(type);
      expect(business.assessments.isFormPrinted(type)).toBe(true);
    }
    business.clock.set('2019-12-02T09:00');
    expect(business.assessments.isFormPrinted('210')).toBe(false);
    expect(business.assessments.run(TYPES, '201912', '201912')).toHaveLength(5);
  });

  it('goes by account with three visits to the counter', () => {
    file('add', BY_ACCOUNT);
    business.visitCounter();
    file('backPay', BY_ACCOUNT);
    business.visitCounter();
    const serials = assess();
    for (const serial of serials) business.assessments.print(serial);
    for (const serial of serials) {
      expect(() => business.assessments.seal(serial, BY_ACCOUNT)).toThrow(refusal('seal-needs-ca'));
      expect(() => business.assessments.upload(serial)).toThrow(refusal('not-sealed'));
    }
    business.visitCounter();
    for (const serial of serials) business.assessments.upload(serial);
    business.assessments.printForm('110');
    expect(business.assessments.rows().map(({ sealed }) => sealed)).toEqual(serials.map(() => 'counter'));
  });
});

describe('单位缴费核定', () => {
  it('charges the wages of those who are insured', () => {
    assess(['210']);
    expect(business.assessments.rows()).toMatchObject([
      {
        type: '210',
        levy: '3',
        payKind: '1',
        period: '201911',
        from: '201911',
        to: '201911',
        persons: 5,
        base: 3_290_000,
        unitAmount: 23_030,
        personAmount: 9_870,
      },
    ]);
    expect(business.assessments.rows()[0]?.serial).toMatch(/^20191116\d{12}$/);
  });

  it('charges several months, and none of them again', () => {
    const [row] = business.assessments.run(['210'], '201909', '201910');
    expect(row).toMatchObject({ period: '201911', base: 6_580_000 });
    expect(() => business.assessments.run(['210'], '201910', '201911')).toThrow(refusal('already-assessed'));
    assess(['210']);
  });

  it.each([
    [[], '201911', '201911', 'no-insurance'],
    [['120'], '201911', '201911', 'unknown-insurance'],
    [['210'], '201911', '201910', 'period-order'],
    [['210'], '201911', '201912', 'period-late'],
  ])('refuses %j from %s to %s', (types, from, to, reason) => {
    expect(() => business.assessments.run(types, from, to)).toThrow(refusal(reason));
  });

  it.each(['unfiled', 'rejected'])('refuses while business is %s', (state) => {
    const { serial } = business.filings.save('backPay', { aac147: LEAVER_ID }, [
      { type: '210', aae041: '201909', aae042: '201910' },
    ]);
    if (state === 'rejected') {
      business.filings.submit([serial], BY_ACCOUNT);
      business.filings.rejectAtCounter(serial, '材料不全');
    }
    expect(() => assess()).toThrow(refusal('not-approved'));
    business.filings.delete(serial);
    assess();
  });

  it('refuses an insurance that is assessed, and with it all of the call', () => {
    assess(['210']);
    expect(() => assess(['110', '210'])).toThrow(refusal('already-assessed'));
    expect(assess(['110'])).toHaveLength(1);
  });
});

describe('补收', () => {
  it('is a line of its own with its own months', () => {
    backPayApproved();
    assess(['210']);
    expect(business.assessments.rows()).toMatchObject([
      { payKind: '1', from: '201911' },
      { payKind: '2', from: '201909', to: '201910', persons: 1, base: 1_360_000 },
    ]);
  });

  it('comes in a second round after the month was assessed, which closes the forms until it is uploaded', () => {
    finish(assess());
    business.assessments.printForm('210');
    backPayApproved();
    const [second, ...others] = business.assessments.run(['210'], '201911', '201911');
    expect(second).toMatchObject({ payKind: '2' });
    expect(others).toEqual([]);
    expect(() => business.assessments.printForm('110')).toThrow(refusal('not-uploaded'));
    finish([second?.serial ?? '']);
    business.assessments.printForm('110');
  });

  it('asked for at the addition is charged with the next assessment', () => {
    const months = { bac100: '1', aae041: '201909', aae042: '201910' };
    const { serial } = business.filings.save('add', NEW_PERSON, [addRow('210', '2019-11-01', months)]);
    business.filings.submit([serial], BY_CA);
    business.clock.advance(APPROVAL_MS);
    assess(['210']);
    expect(business.assessments.rows()[1]).toMatchObject({ payKind: '2', base: 1_000_000 });
  });
});

describe('缴销', () => {
  it('steps back to before the assessment, back pay included', () => {
    backPayApproved();
    const [normal = '', back = ''] = assess(['210']);
    business.assessments.print(normal);
    business.assessments.cancel(back);
    business.assessments.cancel(normal);
    expect(business.assessments.rows()).toEqual([]);
    expect(assess(['210'])).toHaveLength(2);
  });

  it('refuses what is uploaded, and everything with a cancelled line', () => {
    const [first = '', second = ''] = assess(['210', '110']);
    finish([first]);
    expect(() => business.assessments.cancel(first)).toThrow(refusal('levy-uploaded'));
    business.assessments.cancel(second);
    for (const action of [
      () => business.assessments.cancel(second),
      () => business.assessments.print(second),
      () => business.assessments.seal(second, BY_CA),
      () => business.assessments.stampAtCounter(second),
      () => business.assessments.upload(second),
    ]) {
      expect(action).toThrow(refusal('levy-cancelled'));
    }
    expect(() => business.assessments.print('1')).toThrow(refusal('no-such-levy'));
  });
});

describe('签章、上传、申报表', () => {
  it('refuses each step before the one that it needs, and the same step twice', () => {
    const [serial = ''] = assess(['210']);
    expect(() => business.assessments.seal(serial, BY_CA)).toThrow(refusal('not-printed'));
    expect(() => business.assessments.stampAtCounter(serial)).toThrow(refusal('not-printed'));
    business.assessments.print(serial);
    expect(() => business.assessments.seal(serial, { way: 'ca', seal: false })).toThrow(
      '证书中没有印章信息，请到柜台盖章',
    );
    expect(() => business.assessments.upload(serial)).toThrow(refusal('not-sealed'));
    business.assessments.seal(serial, BY_CA);
    expect(() => business.assessments.seal(serial, BY_CA)).toThrow(refusal('already-sealed'));
    business.assessments.upload(serial);
    expect(() => business.assessments.upload(serial)).toThrow(refusal('already-uploaded'));
    expect(() => business.assessments.printForm('210')).toThrow(refusal('not-all-assessed'));
    expect(() => business.assessments.printForm('310')).toThrow(refusal('no-such-form'));
  });
});

describe('possible', () => {
  const now = (by: Standing): ActionId[] => [...possible(business, by)].sort();
  const always: ActionId[] = ['add', 'backPay', 'reduce', 'unitInfo'];

  it('follows the month', () => {
    expect(now(BY_CA)).toEqual([...always, 'assess'].sort());
    file('backPay', BY_CA);
    expect(now(BY_CA)).toEqual([...always, 'wait', 'withdraw'].sort());
    business.clock.advance(APPROVAL_MS);
    const serials = assess();
    expect(now(BY_CA)).toEqual([...always, 'cancel', 'print'].sort());
    for (const serial of serials) business.assessments.print(serial);
    expect(now(BY_CA)).toEqual([...always, 'cancel', 'print', 'seal', 'stamp'].sort());
    expect(now(BY_ACCOUNT)).toEqual([...always, 'cancel', 'print', 'stamp'].sort());
    business.visitCounter();
    expect(now(BY_CA)).toEqual([...always, 'cancel', 'print', 'upload'].sort());
    for (const serial of serials) business.assessments.upload(serial);
    expect(now(BY_CA)).toEqual([...always, 'form', 'print'].sort());
  });

  it('knows the counter and what was not filed', () => {
    const { serial } = business.filings.save('unitInfo', business.unit.info, []);
    const others: ActionId[] = ['add', 'backPay', 'reduce'];
    expect(now(BY_CA)).toEqual([...others, 'delete', 'edit', 'submit'].sort());
    business.filings.submit([serial], BY_ACCOUNT);
    expect(now(BY_CA)).toEqual([...others, 'approve', 'reject', 'withdraw'].sort());
  });
});
