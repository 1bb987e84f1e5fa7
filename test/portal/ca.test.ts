import { sign } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IssuedCertificate, OpensslCa } from './openssl-ca.js';
import { type Portal, startPortal } from './server.js';
import { Visitor } from './visitor.js';

const COMPANY = '衡水金保科技有限公司';
const UNIQUE_ID = '2@6021SF0911310001';
const DAY = 86_400_000;

let ca: OpensslCa;
let impostor: OpensslCa;
let leaf: IssuedCertificate;
let forged: IssuedCertificate;
let elliptic: IssuedCertificate;

beforeAll(async () => {
  const uniqueId = `ASN1:UTF8String:${UNIQUE_ID}`;
  ca = await OpensslCa.create('测试CA');
  impostor = await OpensslCa.create('测试CA');
  leaf = await ca.issue({ commonName: COMPANY, uniqueId });
  forged = await impostor.issue({ commonName: COMPANY, uniqueId });
  elliptic = await ca.issue({ commonName: COMPANY, uniqueId, key: 'ec' });
}, 120_000);
afterAll(() => Promise.all([ca.remove(), impostor.remove()]));

let portal: Portal;
let visitor: Visitor;
let clock: number;

beforeEach(async () => {
  // Later than every certificate that a test makes.
  clock = Date.now() + 60_000;
  portal = await startPortal({ issuers: [ca.pem], now: () => clock });
  visitor = new Visitor(portal);
});
afterEach(() => portal.close());

describe('CA绑定', () => {
  it('binds the unique id of the certificate to the account', async () => {
    await visitor.enter();
    expect(await visitor.bind(leaf)).toEqual({ status: 200, body: { uniqueId: UNIQUE_ID, owner: COMPANY } });
    expect(portal.bindings).toEqual(new Map([[UNIQUE_ID, '13110001']]));
    expect((await visitor.get('/api/session')).body).toMatchObject({ bound: true });
    expect(await portal.waitFor('bound')).toMatchObject({ uniqueId: UNIQUE_ID, owner: COMPANY, account: '13110001' });
  });

  it.each([
    ['as an IA5 string', 'ASN1:IA5String:2@77', '2@77'],
    ['as bare text', `DER:${Buffer.from('2@77').toString('hex')}`, '2@77'],
    ['in a critical extension', 'critical,ASN1:PRINTABLESTRING:77', '77'],
    ['nowhere, so that the common name counts', undefined, COMPANY],
  ])('reads a unique id given %s', async (_, extension, expected) => {
    const other = await ca.issue({ commonName: COMPANY, ...(extension && { uniqueId: extension }) });
    await visitor.enter();
    expect((await visitor.bind(other)).body).toMatchObject({ uniqueId: expected });
  });

  it('refuses before the login, and before the initial password is changed', async () => {
    expect((await visitor.bind(leaf)).body).toMatchObject({ reason: 'not-logged-in' });
    await visitor.post('/api/login', { account: '13110001', password: '123456' });
    expect(await visitor.bind(leaf)).toEqual({
      status: 403,
      body: { reason: 'must-change-password', message: '首次登录请先修改网报登录密码' },
    });
  });

  it('refuses a certificate that another account holds, and other vendors', async () => {
    portal.bindings.set(UNIQUE_ID, '13110002');
    await visitor.enter();
    expect((await visitor.bind(leaf)).body).toMatchObject({
      reason: 'bound-elsewhere',
      message: '该证书已绑定其他单位',
    });
    expect(portal.bindings.get(UNIQUE_ID)).toBe('13110002');
    const other = { vendor: 'other', certificate: leaf.base64 };
    expect((await visitor.post('/api/ca/bind', other)).body).toMatchObject({ reason: 'unknown-vendor' });
  });

  it('refuses a forged and an expired certificate', async () => {
    await visitor.enter();
    expect((await visitor.bind(forged)).body).toMatchObject({ reason: 'unknown-issuer' });
    clock += 31 * DAY;
    expect((await visitor.bind(leaf)).body).toMatchObject({ reason: 'expired' });
    expect(portal.bindings.size).toBe(0);
  });
});

describe('CA登录', () => {
  beforeEach(() => {
    portal.bindings.set(UNIQUE_ID, '13110001');
  });

  async function refused(answer: Awaited<ReturnType<Visitor['post']>>, reason: string, message: string): Promise<void> {
    expect(answer.body).toEqual({ reason, message });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await portal.waitFor('ca-login-refused')).toMatchObject({ reason });
    expect((await visitor.get('/api/session')).status).toBe(401);
  }

  it('lets the bound certificate in', async () => {
    expect(await visitor.caLogin(leaf)).toEqual({ status: 200, body: { owner: COMPANY } });
    expect((await visitor.get('/api/session')).body).toMatchObject({ way: 'ca', company: COMPANY, bound: true });
    const event = await portal.waitFor('ca-login-accepted');
    expect(event).toMatchObject({ account: '13110001', uniqueId: UNIQUE_ID, owner: COMPANY, time: clock });
    const checks = ['random', 'certificate', 'issuer', 'validity', 'signature', 'binding'];
    expect(Object.keys(event.checks)).toEqual(checks);
    for (const ms of Object.values(event.checks)) expect(ms).toBeGreaterThan(0);
  });

  it('takes base64 with line breaks', async () => {
    const base64 = leaf.base64.replace(/.{64}/g, '$&\r\n');
    expect((await visitor.caLogin({ ...leaf, base64 })).status).toBe(200);
  });

  it('verifies with the digest it was started with', async () => {
    await refused(await visitor.caLogin(leaf, 'sha256'), 'wrong-signature', '签名验证失败');
    const modern = await startPortal({ issuers: [ca.pem], digest: 'sha256' });
    modern.bindings.set(UNIQUE_ID, '13110001');
    expect((await new Visitor(modern).caLogin(leaf, 'sha256')).status).toBe(200);
    expect((await new Visitor(modern).caLogin(leaf, 'sha1')).body).toMatchObject({ reason: 'wrong-signature' });
    await modern.close();
  });

  it('refuses a certificate that is not bound', async () => {
    portal.bindings.clear();
    await refused(await visitor.caLogin(leaf), 'unbound', '该证书未绑定，请用账号登录后做CA绑定');
  });

  it('refuses a certificate of a CA that only has the right name', async () => {
    await refused(await visitor.caLogin(forged), 'unknown-issuer', '证书不是由系统认可的CA签发');
  });

  it('refuses an expired certificate', async () => {
    clock += 31 * DAY;
    await refused(await visitor.caLogin(leaf), 'expired', '证书已过期，请先办理证书延期');
  });

  it('refuses a certificate from the future', async () => {
    clock -= DAY;
    await refused(await visitor.caLogin(leaf), 'not-yet-valid', '证书尚未生效');
  });

  it('refuses what is no certificate', async () => {
    await refused(await visitor.caLogin({ ...leaf, base64: 'AAAA' }), 'bad-certificate', '证书格式不正确');
  });

  it("refuses another key's signature, and garbage", async () => {
    const stolen = { ...leaf, privateKey: forged.privateKey };
    await refused(await visitor.caLogin(stolen), 'wrong-signature', '签名验证失败');
    const garbage = { random: await visitor.random(), signature: '签名', certificate: leaf.base64 };
    await refused(await visitor.post('/api/ca/login', garbage), 'wrong-signature', '签名验证失败');
  });

  it('refuses a signature over another text', async () => {
    const signature = sign('sha1', Buffer.from('other'), leaf.privateKey).toString('base64');
    const login = { random: await visitor.random(), signature, certificate: leaf.base64 };
    await refused(await visitor.post('/api/ca/login', login), 'wrong-signature', '签名验证失败');
  });

  it('refuses a key that is not RSA', async () => {
    await refused(await visitor.caLogin(elliptic), 'wrong-signature', '签名验证失败');
  });

  it('takes a random string once, even after a refused login', async () => {
    const random = await visitor.random();
    await visitor.answerRandom(forged, random);
    await portal.waitFor('ca-login-refused');
    await refused(await visitor.answerRandom(leaf, random), 'reused-random', '随机数已使用过，请重新登录');
  });

  it('refuses the random string of a login that succeeded', async () => {
    const random = await visitor.random();
    expect((await visitor.answerRandom(leaf, random)).status).toBe(200);
    expect((await visitor.answerRandom(leaf, random)).body).toMatchObject({ reason: 'reused-random' });
  });

  it('refuses a random string after its time', async () => {
    const random = await visitor.random();
    clock += 5 * 60_000 + 1;
    await refused(await visitor.answerRandom(leaf, random), 'expired-random', '随机数已过期，请重新登录');
  });

  it("refuses another session's random string, and an invented one", async () => {
    const theirs = await new Visitor(portal).random();
    const message = '随机数不属于本次会话，请重新登录';
    await visitor.random();
    await refused(await visitor.answerRandom(leaf, theirs), 'unknown-random', message);
    await refused(await visitor.answerRandom(leaf, 'f'.repeat(40)), 'unknown-random', message);
  });
});
