import { randomBytes, verify } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reasonSentence } from '../../shared/text/reasons.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { FakePrompts } from '../../test/support/fake-prompts.js';
import { MemoryCompanyFile } from '../../test/support/memory-company-file.js';
import { MemoryDisk, memoryRecords } from '../../test/support/memory-disk.js';
import { MemoryDriver } from '../../test/support/memory-driver.js';
import { page } from '../../test/support/page-context.js';
import { KnownCompanies } from '../signing/consent/known-companies.js';
import { Signing } from '../signing/signing.js';
import { TokenRegistry } from '../tokens/registry.js';
import type { VendorSettings } from './call.js';
import { encodeGbk } from './gbk.js';
import { VendorHelper } from './service.js';
import { VENDOR_FUNCTIONS } from './table.js';

const PASSWORD = 'Secret-1';
const COMPANY = '衡水金保科技有限公司';
let templates: MemoryDriver[];
let drivers: MemoryDriver[];
let prompts: FakePrompts;
let clock: FakeClock;
let helper: VendorHelper;

beforeAll(() => {
  templates = [MemoryDriver.make(COMPANY, PASSWORD), MemoryDriver.make('腾飞', PASSWORD)];
});

beforeEach(() => {
  use(1);
});

function use(certificates: number, settings: VendorSettings = { rsaHash: 'sha1', textEncoding: 'utf-8' }): void {
  drivers = templates.slice(0, certificates).map((template) => template.fresh());
  prompts = new FakePrompts();
  clock = new FakeClock();
  const log = { event: () => undefined };
  const registry = new TokenRegistry(drivers);
  const records = memoryRecords(clock, new MemoryDisk());
  const companies = new KnownCompanies(new MemoryCompanyFile(), log);
  const parts = { clock, prompts, log, registry, records, companies };
  const signing = new Signing({ ...parts, language: 'zh-CN', loginMinutes: 30 });
  helper = new VendorHelper({ clock, log, signing, tokens: registry, language: 'zh-CN', settings });
}

async function send(
  frame: string,
  socket = 'socket-1',
  ctx = page(),
  key = randomBytes(16).toString('hex'),
): Promise<string | null> {
  const outcome = await helper.answer(ctx, { socket, service: 'certificate', key, frame });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

/** Calls as a page does, and reads the answer as one. */
async function call(fn: string, json = '', socket = 'socket-1', ctx = page()): Promise<Record<string, unknown>> {
  const answer = await send(`1|${fn}${json === '' ? '' : `|${json}`}`, socket, ctx);
  const [kind, name, fields] = answer?.split('|') ?? [];
  expect([kind, name]).toEqual(['1', fn]);
  return JSON.parse(fields ?? '') as Record<string, unknown>;
}

describe('the vendor’s helper', () => {
  it('welcomes, answers in the vendor’s framing, and stays silent for what is no call', async () => {
    expect(await send('0|1732406400000')).toBe('0|Welcome');
    expect(await send('1|GetCertCount')).toBe('1|GetCertCount|{"ret":0,"msg":"","count":1}');
    expect(await send('2|OnInsertResult|{}')).toBeNull();
  });

  it('reads certificates with no window', async () => {
    expect(await call('GetSignCertCount')).toMatchObject({ ret: 0, count: 1 });
    expect(await call('SelectSignCert')).toMatchObject({ ret: 0 });
    expect(await call('GetSubjectItem', '{"index":0}')).toMatchObject({ ret: 0, content: COMPANY });
    expect(await call('GetSubjectItem', '{"index":"CN"}')).toMatchObject({ content: COMPANY });
    expect(await call('GetSignCertNotAfter', '{"index":"0"}')).toMatchObject({
      certnotafter: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
    expect(await call('GetCertB64')).toMatchObject({ ret: 0, cert: expect.stringMatching(/^MII/) });
    expect(await call('GetCertList')).toMatchObject({ ret: 0, certlist: expect.stringMatching(/^MII[^;]*$/) });
    expect(await call('IsCertOnline', `{"cn":"${COMPANY}"}`)).toMatchObject({ result: true });
    expect(await call('IsCertOnline', '{"cn":"别家公司"}')).toMatchObject({ result: false });
    expect(await call('ReloadDevice')).toMatchObject({ ret: 0 });
    expect(prompts.shown).toEqual([]);
  });

  it('signs a text with one window', async () => {
    await call('SelectSignCert');
    prompts.typePassword(PASSWORD);
    const { ret, signature } = await call('SignText', '{"signText":"随机-4711"}');
    expect(ret).toBe(0);
    const bytes = Buffer.from(String(signature), 'base64');
    expect(verify('sha1', Buffer.from('随机-4711'), drivers[0]?.publicKey ?? '', bytes)).toBe(true);
    expect(prompts.shown).toHaveLength(1);
  });

  it('signs bytes, and SHA-256 and GBK where the machine says so', async () => {
    use(1, { rsaHash: 'sha256', textEncoding: 'gbk' });
    await call('SelectSignCert');
    prompts.typePassword(PASSWORD);
    const raw = await call('SignB64', '{"b64data":"AAEC"}');
    prompts.typePassword(PASSWORD);
    const text = await call('SignText', '{"signText":"登录"}');
    const verifies = (signature: unknown, bytes: Buffer): boolean =>
      verify('sha256', bytes, drivers[0]?.publicKey ?? '', Buffer.from(String(signature), 'base64'));
    expect(verifies(raw.signature, Buffer.from([0, 1, 2]))).toBe(true);
    expect(verifies(text.signature, Buffer.from([0xb5, 0xc7, 0xc2, 0xbc]))).toBe(true);
  });

  it.each([
    ['megabytes', Buffer.alloc(3_000_000, 'x').toString('base64'), 3_000_000],
    ['line breaks', 'AA\\r\\nEC', 3],
    ['one byte', 'AA==', 1],
    ['two bytes', 'AAE=', 2],
  ])('reads base64 of %s', async (_, base64, length) => {
    await call('SelectSignCert');
    prompts.typePassword(PASSWORD);
    const { signature } = await call('SignB64', `{"b64data":"${base64}"}`);
    const bytes = length > 3 ? Buffer.alloc(length, 'x') : Buffer.from([0, 1, 2].slice(0, length));
    expect(verify('sha1', bytes, drivers[0]?.publicKey ?? '', Buffer.from(String(signature), 'base64'))).toBe(true);
  });

  it('warns of a digest among bytes, though it reads as GBK', async () => {
    use(1, { rsaHash: 'sha1', textEncoding: 'gbk' });
    await call('SelectSignCert');
    prompts.refuse();
    const digest = encodeGbk('登录登录登录登录登录') ?? Buffer.alloc(0);
    await call('SignB64', `{"b64data":"${digest.toString('base64')}"}`);
    expect(prompts.shown[0]?.description).toContain('看不到它代表哪份文件');
  });

  it.each(['', ' ', 'A', 'AAE', 'A===', 'AA=A', 'AAE-', 'AAE_', 'AA中A', 'AA==AAEC', '====', 'AA|A'])(
    'signs nothing for what is no base64: %j',
    async (base64) => {
      await call('SelectSignCert');
      expect(await call('SignB64', `{"b64data":"${base64}"}`)).not.toMatchObject({ ret: 0 });
      expect(prompts.shown).toEqual([]);
    },
  );

  it('never uses the password of a page: Login opens our window', async () => {
    await call('SelectSignCert');
    prompts.answers.push({ kind: 'cancelled' });
    expect(await call('Login', `{"pin":"${PASSWORD}"}`)).toMatchObject({
      ret: -536145887,
      msg: expect.stringContaining('您取消了'),
    });
    expect(await call('IsCertLogined', `{"cn":"${COMPANY}"}`)).toMatchObject({ result: false });
    for (const fn of ['Login', 'CspLogin', 'UILogin']) {
      prompts.typePassword(PASSWORD);
      expect(await call(fn, '{"pin":"wrong"}')).toMatchObject({ ret: 0 });
      expect(await call('IsCertLogined', `{"cn":"${COMPANY}"}`)).toMatchObject({ result: true });
      expect(await call('Logout')).toMatchObject({ ret: 0, result: true });
    }
    expect(prompts.shown.map(({ kind }) => kind)).toEqual(['password', 'password', 'password', 'password']);
  });

  it('logs out of what it logged in to, with nothing chosen', async () => {
    prompts.typePassword(PASSWORD);
    expect(await call('UILogin')).toMatchObject({ ret: 0 });
    expect(await call('Logout')).toMatchObject({ ret: 0, result: true });
    expect(drivers[0]?.logins.size).toBe(0);
  });

  it('tells the end of a certificate’s validity by its place in the list too', async () => {
    use(2);
    expect(await call('GetSignCertNotAfter', '{"index":1}')).toMatchObject({
      ret: 0,
      certnotafter: expect.stringMatching(/^\d{4}-/),
    });
    expect(await call('GetSignCertNotAfter', '{"index":2}')).toMatchObject({ ret: -536145917 });
    expect(await call('GetSignCertNotAfter')).toMatchObject({ ret: 1000 });
  });

  it('forgets the socket that was idle longest rather than refuse a new one, a site its own', async () => {
    await call('SelectSignCert', '', 'first');
    const other = page({ origin: 'https://other.test', document: 'd2' });
    for (let i = 0; i < 500; i += 1) await send('1|GetCertCount', `theirs-${i}`, other);
    for (let i = 0; i < 99; i += 1) await send('1|GetCertCount', `ours-${i}`);
    expect(await call('GetCertB64', '', 'first')).toMatchObject({ ret: 0 });
    for (let i = 0; i < 100; i += 1) await send('1|GetCertCount', `more-${i}`);
    expect(await call('GetCertB64', '', 'first')).toMatchObject({ ret: 1000 });
  });

  it('forgets the socket that was idle longest of all where many sites have many', async () => {
    await call('SelectSignCert', '', 'first');
    for (let site = 0; site < 5; site += 1) {
      const theirs = page({ origin: `https://${site}.test` });
      for (let i = 0; i < 100; i += 1) await send('1|GetCertCount', `theirs-${i}`, theirs);
    }
    expect(await call('GetCertB64', '', 'first')).toMatchObject({ ret: 1000 });
  });

  it('leaves nothing on a connection that lives for long', async () => {
    const connection = new AbortController();
    for (let i = 0; i < 50; i += 1) await send('1|GetCertCount', 'socket-1', page({ signal: connection.signal }));
    expect(getEventListeners(connection.signal, 'abort')).toEqual([]);
  });

  it('ends the login with the document’s last socket', async () => {
    await call('SelectSignCert');
    await call('GetCertCount', '', 'socket-2');
    prompts.typePassword(PASSWORD);
    await call('UILogin');
    helper.closed(page(), 'socket-2');
    expect(drivers[0]?.logins.size).toBe(1);
    helper.closed(page(), 'socket-1');
    expect(drivers[0]?.logins.size).toBe(0);
  });

  it('ends everything of a client that is gone', async () => {
    await call('SelectSignCert');
    prompts.typePassword(PASSWORD);
    await call('UILogin');
    helper.clientGone({ pairing: 'p', client: 'c' });
    expect(drivers[0]?.logins.size).toBe(0);
    expect(await call('GetCertB64')).toMatchObject({ ret: 1000 });
  });

  it('ends what a client has on a socket that had to make room, and no other client’s', async () => {
    const lost = page({ document: 'lost' });
    await call('SelectSignCert', '', 'lost', lost);
    prompts.typePassword(PASSWORD);
    await call('UILogin', '', 'lost', lost);
    const asked = call('SignText', '{"signText":"x"}', 'lost', lost);
    await expect.poll(() => prompts.shown.length).toBe(2);
    for (let i = 0; i < 100; i += 1) await send('1|GetCertCount', `more-${i}`);
    helper.clientGone({ pairing: 'p', client: 'other' });
    expect(drivers[0]?.logins.size).toBe(1);
    helper.clientGone({ pairing: 'p', client: 'c' });
    expect(await asked).toMatchObject({ msg: reasonSentence('zh-CN', 'prompt.cancelled') });
    expect(drivers[0]?.logins.size).toBe(0);
  });

  it('closes the window that a client has open when it is gone', async () => {
    await call('SelectSignCert');
    const asked = call('SignText', '{"signText":"x"}');
    await expect.poll(() => prompts.shown.length).toBe(1);
    helper.clientGone({ pairing: 'p', client: 'c' });
    expect(await asked).toMatchObject({ msg: reasonSentence('zh-CN', 'prompt.cancelled') });
    expect(drivers[0]?.logins.size).toBe(0);
  });

  it('keeps one state per page socket of one document', async () => {
    await call('SelectSignCert');
    expect(await call('GetCertB64', '', 'socket-2')).toMatchObject({ ret: 1000 });
    expect(await call('GetCertB64', '', 'socket-1', page({ document: 'd2' }))).toMatchObject({ ret: 1000 });
    expect(await call('GetCertB64', '', 'socket-1', page({ origin: 'http://other.test' }))).toMatchObject({
      ret: 1000,
    });
    expect(await call('GetCertB64')).toMatchObject({ ret: 0 });
  });

  it('lets the user choose among several certificates', async () => {
    use(2);
    prompts.answers.push({ kind: 'answered', value: 1 });
    expect(await call('SelectSignCert')).toMatchObject({ ret: 0 });
    expect(await call('GetSubjectItem', '{"index":0}')).toMatchObject({ content: '腾飞' });
    expect(await call('GetSignCert', '{"index":0}')).toMatchObject({ ret: 0 });
    expect(await call('GetSubjectItem', '{"index":0}')).toMatchObject({ content: COMPANY });
    expect(await call('GetSignCert', '{"index":2}')).toMatchObject({ ret: -536145917 });
    expect(prompts.shown.map(({ kind }) => kind)).toEqual(['choose']);
  });

  it('reads data objects of the token; private ones where the document has opened it', async () => {
    const seal = Buffer.from([0x89, 0x50, 0, 0xff]);
    drivers[0]?.data.set('seal', { content: seal, private: true });
    drivers[0]?.data.set('unit', { content: Buffer.from('单位'), private: false });
    expect(await call('ReadDataText', '{"name":"unit"}')).toMatchObject({ ret: 0, data: '单位' });
    const hidden = { ret: -536145887, msg: expect.stringContaining('没有网页要读取的数据') };
    expect(await call('ReadDataB64', '{"name":"seal"}')).toMatchObject(hidden);
    prompts.typePassword(PASSWORD);
    await call('UILogin');
    expect(await call('ReadDataB64', '{"name":"seal"}')).toMatchObject({ ret: 0, b64data: seal.toString('base64') });
    expect(await call('ReadDataB64', '{"name":"seal"}', 'socket-2', page({ document: 'd2' }))).toMatchObject(hidden);
    expect(await call('ReadDataB64', '{"name":"other"}')).toMatchObject(hidden);
    expect(await call('ReadDataB64', '{}')).toMatchObject({ msg: expect.stringContaining('无法读懂') });
  });

  it.each([
    ['no token', 'SelectSignCert', '', -536145917, '没有找到数字证书'],
    ['no token', 'UILogin', '', -536145917, '请插好河北CA数字证书'],
    ['no certificate on the token', 'SelectSignCert', '', -536145917, 'USB Key 里没有数字证书'],
    ['no certificate on the token', 'UILogin', '', -536145917, 'USB Key 里没有数字证书'],
    ['no certificate chosen', 'SignText', '{"signText":"x"}', 1000, '还没有选择数字证书'],
    ['an unknown function', 'P7SignB64', '{"b64data":"AA=="}', 1007, '不支持'],
    ['a dangerous function', 'Execute', '{"cmd":"calc"}', 1007, '不支持'],
    ['JSON that cannot be read', 'SignText', '{signText', -536145887, '无法读懂'],
    ['no text', 'SignText', '{}', -536145887, '无法读懂'],
    ['no base64', 'SignB64', '{"b64data":"*"}', -536145887, '无法读懂'],
  ])('answers %s with a number and a sentence', async (why, fn, json, ret, msg) => {
    for (const driver of drivers) {
      driver.present = why !== 'no token';
      driver.certified = why !== 'no certificate on the token';
    }
    expect(await call(fn, json)).toMatchObject({ ret, msg: expect.stringContaining(msg) });
  });

  it('serves no seal function', async () => {
    const outcome = await helper.answer(page(), { socket: 's', service: 'seal', key: 'k', frame: '1|GetCertCount' });
    expect(outcome).toMatchObject({ ok: true, value: expect.stringContaining('"ret":1007') });
  });

  it('has every function of its list and no other', () => {
    expect([...VENDOR_FUNCTIONS.keys()].sort()).toEqual(
      [
        'GetCertCount GetSignCertCount SelectSignCert SelectCryptCert GetSignCert GetSubjectItem GetSignCertNotAfter',
        'GetCertB64 GetCertList IsCertOnline IsCertLogined UILogin Login CspLogin Logout SignText SignB64 ReloadDevice',
        'ReadDataB64 ReadDataText',
      ]
        .join(' ')
        .split(' ')
        .sort(),
    );
  });
});

describe('a frame asked again', () => {
  it('over a new connection gets the same answer; one window, one signature', async () => {
    await call('SelectSignCert');
    const lost = new AbortController();
    const first = send('1|SignText|{"signText":"x"}', 'socket-1', page({ signal: lost.signal }), 'key');
    await expect.poll(() => prompts.shown.length).toBe(1);
    lost.abort();
    clock.advance(14_000);
    const back = new AbortController();
    const second = send('1|SignText|{"signText":"x"}', 'socket-1', page({ signal: back.signal }), 'key');
    clock.advance(60_000);
    back.abort();
    clock.advance(15_000);
    expect(await second).toBe(await first);
    expect(await first).toContain('"ret":-536145887');
    expect(prompts.shown).toHaveLength(1);
  });

  it('with other content is refused', async () => {
    await send('1|GetCertCount', 'socket-1', page(), 'key');
    const other = await helper.answer(page(), {
      socket: 'socket-1',
      service: 'certificate',
      key: 'key',
      frame: '1|GetCertList',
    });
    expect(other).toEqual({ ok: false, reason: 'sign.keyReused' });
  });

  it('by nobody closes its window after the grace', async () => {
    await call('SelectSignCert');
    const lost = new AbortController();
    const asked = send('1|SignText|{"signText":"x"}', 'socket-1', page({ signal: lost.signal }));
    await expect.poll(() => prompts.shown.length).toBe(1);
    lost.abort();
    clock.advance(15_000);
    expect(await asked).toContain('"ret":-536145887');
    expect(drivers[0]?.signatures).toBe(0);
  });

  it('is given up at once when the page closes its socket', async () => {
    await call('SelectSignCert');
    const asked = send('1|SignText|{"signText":"x"}');
    await expect.poll(() => prompts.shown.length).toBe(1);
    helper.closed(page(), 'socket-1');
    expect(await asked).toContain('"ret":-536145887');
  });
});

it('encodes GBK as browsers decode it', () => {
  const text = '衡水金保科技有限公司 ABC 123 （测试）€';
  expect(new TextDecoder('gbk').decode(encodeGbk(text) ?? Buffer.of())).toBe(text);
  expect(encodeGbk('😀')).toBeNull();
});
