import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { APPROVAL_MS } from './business/filings.js';
import { addRow, NEW_PERSON } from './business/sample.js';
import { type IssuedCertificate, OpensslCa } from './openssl-ca.js';
import { type Portal, startPortal } from './server.js';
import { Visitor } from './visitor.js';

const UNIQUE_ID = '2@6021SF0911310001';
const TYPES = ['110', '210', '310', '410', '510'];
const PDF = new TextEncoder().encode('%PDF-1.4\n');

let ca: OpensslCa;
let leaf: IssuedCertificate;
let other: IssuedCertificate;
let portal: Portal;
let visitor: Visitor;

beforeAll(async () => {
  ca = await OpensslCa.create('测试CA');
  leaf = await ca.issue({ commonName: '衡水金保科技有限公司', uniqueId: `ASN1:UTF8String:${UNIQUE_ID}` });
  other = await ca.issue({ commonName: '别的公司', uniqueId: 'ASN1:UTF8String:2@77' });
}, 120_000);
afterAll(() => ca.remove());

beforeEach(async () => {
  const now = Date.now() + 60_000;
  portal = await startPortal({ issuers: [ca.pem], now: () => now });
  portal.clock.set('2019-11-16T09:00');
  portal.bindings.set(UNIQUE_ID, '13110001');
  visitor = new Visitor(portal);
});
afterEach(() => portal.close());

const run = (types = TYPES): ReturnType<Visitor['post']> =>
  visitor.post('/api/assess/run', { from: '2019-11', to: '201911', types });
const serials = (): string[] => portal.business.assessments.rows().map(({ serial }) => serial);
const submit = (serial: string, by = leaf, text = `申报|${serial}`, more = {}): ReturnType<Visitor['post']> =>
  visitor.postSigned('/api/filings/submit', { serials: [serial], ...more }, by, text);

async function addOne(): Promise<string> {
  const add = { fields: NEW_PERSON, rows: [addRow('210', '2019-11-01')] };
  return String((await visitor.post('/api/add/save', add)).body.serial);
}

async function seal(serial: string, by = leaf): Promise<Awaited<ReturnType<Visitor['post']>>> {
  const { body } = await visitor.post('/api/seal/text', { serial });
  return visitor.postSigned('/api/seal/sign', { serial }, by, String(body.text));
}

describe('CA申报', () => {
  beforeEach(() => visitor.caLogin(leaf));

  it('takes the signature of the bound certificate, and approves by itself', async () => {
    const serial = await addOne();
    expect((await submit(serial)).body).toEqual({ submitted: 1, failed: 0 });
    portal.clock.advance(APPROVAL_MS);
    const { body } = await visitor.post('/api/filings/list', { state: 'approved', page: 1, size: 10 });
    expect(body.rows).toMatchObject([{ serial }]);
  });

  it('refuses no signature, one over other serials, and one of a certificate that is not bound', async () => {
    const serial = await addOne();
    const unsigned = await visitor.post('/api/filings/submit', { serials: [serial] });
    expect(unsigned.body).toMatchObject({ reason: 'malformed' });
    expect((await submit(serial, leaf, '申报|1')).body).toMatchObject({ reason: 'wrong-signature' });
    expect((await submit(serial, other)).body).toMatchObject({ reason: 'not-bound' });
    expect(portal.business.filings.list('unfiled')).toHaveLength(1);
  });

  it('asks before it takes what a certificate without a seal has signed', async () => {
    portal.withoutSeal.add(UNIQUE_ID);
    const serial = await addOne();
    const message = '您的证书中没有印章信息，您提交的业务将不能自动审批，需要到柜台审批，是否继续？';
    expect(await submit(serial)).toEqual({ status: 409, body: { reason: 'no-seal', message } });
    expect((await submit(serial, leaf, undefined, { confirmedNoSeal: true })).status).toBe(200);
    expect(portal.business.filings.list('pending')).toMatchObject([{ atCounter: true }]);
  });
});

describe('核定', () => {
  beforeEach(() => visitor.caLogin(leaf));

  it('shows before and after', async () => {
    const overview = async (): Promise<unknown> => (await visitor.post('/api/assess/overview', {})).body.rows;
    expect(await overview()).toEqual([{ name: '衡水保险系统', state: '未核定' }]);
    expect((await run(['210'])).body).toEqual({ count: 1 });
    expect((await visitor.post('/api/assess/conditions', {})).body).toMatchObject({
      from: '201911',
      to: '201911',
      types: [
        { code: '110', text: '企业养老保险', state: '参保缴费', assessed: false },
        { code: '210', assessed: true },
        { code: '310' },
        { code: '410' },
        { code: '510' },
      ],
    });
    await run(TYPES.filter((type) => type !== '210'));
    expect(await overview()).toEqual([{ name: '衡水保险系统', state: '已核定' }]);
    const { body } = await visitor.post('/api/assess/result', {});
    expect(body.rows).toHaveLength(5);
    expect((body.rows as object[])[0]).toEqual({
      serial: expect.stringMatching(/^\d{20}$/),
      batch: expect.stringMatching(/^\d{20}$/),
      levy: '经办机构自收',
      type: '210',
      text: '失业保险',
      payKind: '正常应缴',
      period: '201911',
      belongsTo: '201911',
      amount: '329.00',
      printed: false,
      sealed: false,
      uploaded: false,
    });
  });

  it('refuses before everything is approved, and months that are none', async () => {
    await addOne();
    expect((await run()).body).toEqual({ reason: 'not-approved', message: '存在未审批通过的业务，不能进行缴费核定' });
    const months = { from: '', to: '201911', types: TYPES };
    expect((await visitor.post('/api/assess/run', months)).body).toMatchObject({ message: '开始年月不能为空' });
    expect((await visitor.post('/api/assess/run', { ...months, from: '201913' })).body).toMatchObject({
      reason: 'bad-date',
      field: 'from',
    });
  });

  it('takes a line back by 缴销', async () => {
    await run(['210']);
    const [serial] = serials();
    expect((await visitor.post('/api/assess/cancel', { serial })).status).toBe(200);
    expect((await visitor.post('/api/assess/result', {})).body).toEqual({ rows: [] });
    expect((await visitor.post('/api/assess/cancel', { serial })).body).toMatchObject({ reason: 'levy-cancelled' });
  });
});

describe('from 征集单 to 缴费申报表', () => {
  it('goes through by CA', async () => {
    await visitor.caLogin(leaf);
    await run();
    for (const serial of serials()) {
      const { body } = await visitor.post('/api/levy/print', { serial });
      expect(body).toEqual({ url: `/document/levy/${serial}.pdf` });
      expect((await seal(serial)).status).toBe(200);
      expect((await visitor.send(`/api/material/upload?serial=${serial}`, PDF, 'application/pdf')).status).toBe(200);
    }
    const sealed = (await visitor.post('/api/seal/list', {})).body.rows;
    expect(sealed).toMatchObject(TYPES.map((type) => ({ type, state: '已签章' })));
    const uploaded = (await visitor.post('/api/material/list', {})).body.rows;
    expect(uploaded).toMatchObject(TYPES.map((type) => ({ type, state: '已上传' })));
    expect((await visitor.post('/api/form/print', { type: '410' })).body).toEqual({ url: '/document/form/410.pdf' });
    expect((await visitor.post('/api/forms', {})).body.tabs).toMatchObject([
      { type: '110', title: '企业养老保险社会保险费申报表', printed: false, available: true },
      { type: '410', title: '工伤保险社会保险费申报表', printed: true },
      { type: '510', title: '生育保险社会保险费申报表', printed: false },
      { type: '210', title: '失业保险社会保险费申报表', printed: false },
    ]);
    expect(await visitor.download('/document/form/410.pdf')).toMatchObject({
      status: 200,
      mediaType: 'application/pdf',
    });
    expect((await visitor.download('/document/form/210.pdf')).status).toBe(404);
  });

  it('goes through by account with the stamp of the counter', async () => {
    await visitor.enter();
    await run(['210']);
    const [serial = ''] = serials();
    expect((await seal(serial)).body).toMatchObject({ reason: 'seal-needs-ca' });
    await visitor.post('/api/levy/print', { serial });
    portal.business.visitCounter();
    expect((await visitor.send(`/api/material/upload?serial=${serial}`, PDF, 'application/pdf')).status).toBe(200);
  });

  it('refuses the seal of a certificate that has none, or is not bound, or signed something else', async () => {
    await visitor.caLogin(leaf);
    await run(['210']);
    const [serial = ''] = serials();
    await visitor.post('/api/levy/print', { serial });
    expect((await seal(serial, other)).body).toMatchObject({ reason: 'not-bound' });
    const wrong = await visitor.postSigned('/api/seal/sign', { serial }, leaf, '签章|1');
    expect(wrong.body).toMatchObject({ reason: 'wrong-signature' });
    portal.withoutSeal.add(UNIQUE_ID);
    expect((await seal(serial)).body).toMatchObject({ message: '证书中没有印章信息，请到柜台盖章' });
  });

  it('refuses material that is neither PDF nor picture, too large, or sent as a form of another site could', async () => {
    await visitor.caLogin(leaf);
    await run(['210']);
    const path = `/api/material/upload?serial=${serials()[0]}`;
    const text = new TextEncoder().encode('text');
    expect((await visitor.send(path, text, 'application/pdf')).body).toMatchObject({ reason: 'bad-material' });
    expect((await visitor.send(path, PDF, 'multipart/form-data')).body).toMatchObject({ reason: 'malformed' });
    const large = new Uint8Array(5 * 1024 * 1024 + 1);
    expect((await visitor.send(path, large, 'application/pdf')).body).toMatchObject({ reason: 'too-large' });
    expect((await visitor.send(path, PDF, 'application/pdf')).body).toMatchObject({ reason: 'not-sealed' });
  });

  it('has no paper before it is printed, and none at another address', async () => {
    await visitor.caLogin(leaf);
    await run(['210']);
    const [serial] = serials();
    expect((await visitor.download(`/document/levy/${serial}.pdf`)).status).toBe(409);
    for (const path of [
      '/document/levy/1.pdf',
      '/document/levy/../form/210.pdf',
      '/document/',
      '/document/form/310.pdf',
    ]) {
      expect((await visitor.download(path)).status).toBe(404);
    }
  });
});
