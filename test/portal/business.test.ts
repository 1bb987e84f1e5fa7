import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVAL_MS } from './business/filings.js';
import { addRow, LEAVER, NEW_PERSON } from './business/sample.js';
import { type Portal, startPortal } from './server.js';
import { Visitor } from './visitor.js';

let portal: Portal;
let visitor: Visitor;

beforeEach(async () => {
  portal = await startPortal({ issuers: [], sessionMinutes: 30 });
  portal.clock.set('2019-11-16T09:00');
  visitor = new Visitor(portal);
  await visitor.enter();
});
afterEach(() => portal.close());

const ADD = { fields: NEW_PERSON, rows: [addRow('210', '2019-11-01')] };
const ok = (body: unknown): object => ({ status: 200, body });

async function addOne(): Promise<string> {
  return String((await visitor.post('/api/add/save', ADD)).body.serial);
}

function list(state: string, page = 1, size = 10): ReturnType<Visitor['post']> {
  return visitor.post('/api/filings/list', { state, page, size });
}

describe('without a login', () => {
  it.each([
    '/api/codes',
    '/api/regions',
    '/api/person/find',
    '/api/add/identity',
    '/api/add/save',
    '/api/reduce/save',
    '/api/backpay/save',
    '/api/unit',
    '/api/unit/save',
    '/api/import',
    '/api/import/file?kind=add',
    '/api/filings/list',
    '/api/filings/submit',
    '/api/filings/withdraw',
    '/api/filings/delete',
    '/api/filings/edit',
    '/api/assess/overview',
    '/api/assess/conditions',
    '/api/assess/run',
    '/api/assess/result',
    '/api/assess/cancel',
    '/api/levy/print',
    '/api/seal/list',
    '/api/seal/text',
    '/api/seal/sign',
    '/api/material/list',
    '/api/material/upload?serial=1',
    '/api/forms',
    '/api/form/print',
  ])('refuses %s', async (path) => {
    const answer = await new Visitor(portal).post(path, {});
    expect(answer).toEqual({ status: 401, body: { reason: 'not-logged-in', message: '登录已失效，请重新登录' } });
  });

  it.each(['/template.xlsx?kind=add', '/document/form/210.pdf'])('refuses %s', async (path) => {
    expect((await new Visitor(portal).download(path)).status).toBe(401);
  });
});

describe('sessions', () => {
  it('end when they were not used for too long by the business clock', async () => {
    portal.clock.advance(29 * 60_000);
    expect((await visitor.post('/api/unit', {})).status).toBe(200);
    portal.clock.advance(31 * 60_000);
    expect((await visitor.post('/api/unit', {})).body).toMatchObject({ reason: 'not-logged-in' });
  });

  it('end all at once', async () => {
    portal.endSessions();
    expect((await visitor.get('/api/session')).status).toBe(401);
  });
});

describe('answers kept back', () => {
  it('come when they are released, after the portal has acted', async () => {
    const release = portal.hold('/api/add/save');
    let answered = false;
    const saving = visitor.post('/api/add/save', ADD).finally(() => {
      answered = true;
    });
    const entered = async (): Promise<unknown> => (await list('unfiled')).body.total;
    await expect.poll(entered).toBe(1);
    expect(answered).toBe(false);
    release();
    expect((await saving).status).toBe(200);
  });
});

describe('人员新增', () => {
  it('has the options of the selects and the regions', async () => {
    const { body } = await visitor.post('/api/codes', {});
    expect(body.tables).toMatchObject({ aac004: [{ code: '1', text: '男' }, { code: '2' }, { code: '9' }] });
    const regions = (await visitor.post('/api/regions', { parent: '131100' })).body.regions;
    expect(regions).toContainEqual({ code: '131102', text: '桃城区', leaf: true });
  });

  it('checks the first step and gives the rows of the second', async () => {
    const { status, body } = await visitor.post('/api/add/identity', {
      fields: { ...NEW_PERSON, aac003: ' 孙丽华 ', aac006: '19960720' },
    });
    expect(status).toBe(200);
    expect(body.fields).toMatchObject({ aac003: '孙丽华', aac006: '1996-07-20' });
    expect(body.rows).toContainEqual({ type: '210', text: '失业保险', unitSince: '2015-01-01' });
  });

  it('names the field that is refused, and the row', async () => {
    expect(await visitor.post('/api/add/identity', { fields: { ...NEW_PERSON, aac006: '1996-07-21' } })).toEqual({
      status: 422,
      body: { reason: 'id-birth', message: '出生日期与证件号码不一致', field: 'aac006' },
    });
    expect((await visitor.post('/api/add/save', { ...ADD, rows: [addRow('210', '')] })).body).toEqual({
      reason: 'required',
      message: '本次参保时间不能为空',
      field: 'aac030',
      row: '210',
    });
  });

  it('takes an emptied date, and refuses what is no form', async () => {
    const fields = { ...NEW_PERSON, aac007: null };
    expect((await visitor.post('/api/add/save', { ...ADD, fields })).body).toMatchObject({ field: 'aac007' });
    for (const body of [
      {},
      { fields: [], rows: [] },
      { fields: { aac003: 1 }, rows: [] },
      { ...ADD, rows: {} },
      { ...ADD, rows: [{}] },
    ]) {
      expect((await visitor.post('/api/add/save', body)).body).toMatchObject({ reason: 'malformed' });
    }
  });

  it('says that a wage was clipped', async () => {
    const { body } = await visitor.post('/api/add/save', { ...ADD, fields: { ...NEW_PERSON, aac040: '1' } });
    expect(body.notes).toEqual(['申报工资低于社会平均工资的60%，已按3300.00元申报']);
  });
});

describe('人员减少、个人补收、单位信息修改', () => {
  it('finds a person with his insurances, and says when there is none', async () => {
    const { body } = await visitor.post('/api/person/find', { idNumber: LEAVER.aac147 });
    expect(body.person).toMatchObject({ aac003: '王建国', aac004: '1', aac006: '1985-06-12' });
    expect(body.rows).toContainEqual({
      type: '210',
      text: '失业保险',
      state: '参保缴费',
      since: '2015-03-01',
      first: '2015-03-01',
      maxPeriod: '201910',
      deemedMonths: 0,
    });
    const nobody = await visitor.post('/api/person/find', { idNumber: NEW_PERSON.aac147 });
    expect(nobody).toEqual(ok({ person: null, rows: [] }));
  });

  it('enters each', async () => {
    await visitor.post('/api/reduce/save', { fields: LEAVER, rows: [{ type: '210' }] });
    const back = { type: '110', aae041: '2019-09', aae042: '201910' };
    await visitor.post('/api/backpay/save', { fields: { aac147: LEAVER.aac147 }, rows: [back] });
    const { fields } = (await visitor.post('/api/unit', {})).body;
    await visitor.post('/api/unit/save', { fields });
    expect((await list('unfiled')).body).toMatchObject({
      total: 3,
      rows: [
        { kindText: '人员减少', who: '王建国' },
        { kindText: '个人补收', who: '王建国' },
        { kindText: '单位信息修改', who: '衡水金保科技有限公司' },
      ],
    });
  });
});

describe('申报提交 by account', () => {
  it('moves through the lists, with the counter', async () => {
    const serial = await addOne();
    expect(await visitor.post('/api/filings/submit', { serials: [serial] })).toEqual(ok({ submitted: 1, failed: 0 }));
    expect((await list('pending')).body.rows).toEqual([
      {
        serial,
        kind: 'add',
        kindText: '人员新增',
        who: '孙丽华',
        failure: '',
        reason: '',
        time: expect.stringMatching(/^2019-11-16 09:0/),
      },
    ]);
    portal.clock.advance(APPROVAL_MS);
    expect((await list('approved')).body.total).toBe(0);
    portal.business.filings.rejectAtCounter(serial, '材料不全');
    expect((await list('rejected')).body.rows).toMatchObject([{ serial, reason: '材料不全' }]);
    const { body } = await visitor.post('/api/filings/edit', { serial });
    expect(body).toMatchObject({ kind: 'add', fields: { aac003: '孙丽华' }, rows: [{ type: '210' }] });
    const again = await visitor.post('/api/add/save', { ...ADD, serial });
    expect(again.body).toMatchObject({ serial });
    await visitor.post('/api/filings/submit', { serials: [serial] });
    expect((await visitor.post('/api/filings/withdraw', { serial })).status).toBe(200);
    expect((await visitor.post('/api/filings/delete', { serial })).status).toBe(200);
    expect((await list('unfiled')).body).toEqual({ total: 0, rows: [] });
  });

  it('tells how many failed, and why', async () => {
    portal.business.unit.insuredElsewhere.add(NEW_PERSON.aac147 ?? '');
    const serial = await addOne();
    expect(await visitor.post('/api/filings/submit', { serials: [serial] })).toEqual(ok({ submitted: 0, failed: 1 }));
    expect((await list('unfiled')).body.rows).toMatchObject([{ failure: '请先在原单位停保' }]);
  });

  it('gives one page at a time', async () => {
    await addOne();
    await visitor.post('/api/reduce/save', { fields: LEAVER, rows: [{ type: '210' }] });
    expect((await list('unfiled', 2, 1)).body).toMatchObject({ total: 2, rows: [{ kindText: '人员减少' }] });
    expect((await list('unfiled', 3, 1)).body).toEqual({ total: 2, rows: [] });
    for (const asked of [
      { state: 'gone', page: 1, size: 10 },
      { state: 'unfiled', page: 0, size: 10 },
      { state: 'unfiled', page: 1, size: 1000 },
    ]) {
      expect((await visitor.post('/api/filings/list', asked)).body).toMatchObject({ reason: 'malformed' });
    }
  });

  it("does not see another unit's business", async () => {
    const serial = await addOne();
    portal.accounts.set('13110002', { number: '13110002', company: '别的公司', password: 'Hengshui1' });
    const other = new Visitor(portal);
    await other.post('/api/login', { account: '13110002', password: 'Hengshui1' });
    expect((await other.post('/api/filings/withdraw', { serial })).body).toMatchObject({ reason: 'no-such-filing' });
    expect((await other.post('/api/unit', {})).body.fields).toMatchObject({ aab001: '13110002', aab004: '别的公司' });
  });
});
