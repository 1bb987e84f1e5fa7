import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';

/** The helper's end of a socket that the script opened. */
class FakeSocket {
  static readonly opened: FakeSocket[] = [];
  readonly sent: string[] = [];
  readyState = 0;
  onopen = (): void => undefined;
  onmessage = (_: { data: string }): void => undefined;
  onerror = (): void => undefined;
  onclose = (): void => undefined;

  constructor(readonly url: string) {
    FakeSocket.opened.push(this);
  }

  send(frame: string): void {
    this.sent.push(frame);
  }

  close(): void {
    this.readyState = 2;
  }

  welcome(): void {
    this.readyState = 1;
    this.onopen();
    this.onmessage({ data: '0|Welcome' });
  }

  answer(frame: string): void {
    this.onmessage({ data: frame });
  }

  drop(): void {
    this.readyState = 3;
    this.onerror();
    this.onclose();
  }
}

interface HelperClient {
  SelectSignCert(): Promise<unknown>;
  GetSubjectItem(index: number | string): Promise<string>;
  GetCertB64(): Promise<string>;
  Login(pin: string): Promise<unknown>;
  SignText(text: string): Promise<string>;
}

const source = readFileSync(new URL('./pages/helper-client.js', import.meta.url), 'utf8');
let client: HelperClient;
let timers: { run: () => void; ms: number }[];

beforeEach(() => {
  FakeSocket.opened.length = 0;
  timers = [];
  const window: { __firstSocket: typeof FakeSocket; createHelperClient?: () => HelperClient } = {
    __firstSocket: FakeSocket,
  };
  const setTimeout = (run: () => void, ms: number): number => timers.push({ run, ms }) - 1;
  runInContext(source, createContext({ window, setTimeout, clearTimeout: (id: number) => delete timers[id] }));
  if (window.createHelperClient === undefined) throw new Error('the script defines no createHelperClient');
  client = window.createHelperClient();
});

function socket(number = 0): FakeSocket {
  const opened = FakeSocket.opened[number];
  if (opened === undefined) throw new Error(`socket ${number} was not opened`);
  return opened;
}

describe('helper-client.js', () => {
  it('opens the socket at the first call, greets, calls after the welcome, and keeps the socket', async () => {
    expect(FakeSocket.opened).toHaveLength(0);
    const selected = client.SelectSignCert();
    expect(socket().url).toBe('ws://localhost:17212/test');
    socket().onopen();
    expect(socket().sent).toEqual([expect.stringMatching(/^0\|\d{13}$/)]);
    socket().welcome();
    socket().answer('1|SelectSignCert|{"ret":0,"msg":""}');
    await selected;
    const owner = client.GetSubjectItem(0);
    socket().answer('1|GetSubjectItem|{"ret":0,"content":"\\u8861\\u6c34"}');
    expect(await owner).toBe('衡水');
    expect(socket().sent.slice(2)).toEqual(['1|SelectSignCert', '1|GetSubjectItem|{"index":0}']);
    expect(FakeSocket.opened).toHaveLength(1);
  });

  it('joins parameters without escaping, as vendor scripts do', () => {
    void client.SignText('a"b\\c\nd');
    socket().welcome();
    expect(socket().sent.at(-1)).toBe('1|SignText|{"signText":"a"b\\c\nd"}');
  });

  it.each(["{ret:0,cert:'QUJD'}", '{"ret":"0","cert":"QUJD",}', '{\n"ret": 0x0, cert: "QU" + "JD"}'])(
    'reads the literal %s',
    async (literal) => {
      const cert = client.GetCertB64();
      socket().welcome();
      socket().answer(`1|GetCertB64|${literal}`);
      expect(await cert).toBe('QUJD');
    },
  );

  it('breaks on an answer with a bar inside, and says so', async () => {
    const cert = client.GetCertB64();
    socket().welcome();
    socket().answer('1|GetCertB64|{"ret":0,"cert":"A|B"}');
    await expect(cert).rejects.toThrow('应答无法读取');
  });

  it("fails with the helper's own words", async () => {
    const signature = client.SignText('x');
    socket().welcome();
    socket().answer('1|SignText|{"ret":-536145917,"msg":"数字证书不存在"}');
    await expect(signature).rejects.toThrow(/^数字证书不存在$/);
  });

  it('matches answers by the function name alone', async () => {
    const cert = client.GetCertB64();
    socket().welcome();
    socket().answer('1|SignText|{"ret":0,"signature":"x"}');
    socket().answer('2|Event|{}');
    socket().answer('1|GetCertB64|{"ret":0,"cert":"QUJD"}');
    expect(await cert).toBe('QUJD');
  });

  it('has one call in flight', async () => {
    void client.GetCertB64();
    await expect(client.SignText('x')).rejects.toThrow('上一次操作还没有完成，请稍候');
  });

  it('asks to start the helper when there is none, and connects anew at the next call', async () => {
    const first = client.SelectSignCert();
    socket().drop();
    await expect(first).rejects.toThrow(/^请安装并启动河北CA数字证书助手$/);
    const second = client.SelectSignCert();
    socket(1).welcome();
    socket(1).answer('1|SelectSignCert|{"ret":0}');
    await expect(second).resolves.toBeDefined();
  });

  it('connects anew after an idle connection was lost', async () => {
    const first = client.SelectSignCert();
    socket().welcome();
    socket().answer('1|SelectSignCert|{"ret":0}');
    await first;
    socket().drop();
    void client.GetCertB64();
    socket(1).welcome();
    expect(socket(1).sent.at(-1)).toBe('1|GetCertB64');
  });

  it('waits 150 s for an answer, then lets the connection go with the late answer', async () => {
    const late = client.SignText('x');
    socket().welcome();
    expect(timers.map(({ ms }) => ms)).toEqual([150_000]);
    timers[0]?.run();
    await expect(late).rejects.toThrow('没有应答');
    const next = client.SignText('y');
    socket(1).welcome();
    socket().answer('1|SignText|{"ret":0,"signature":"late"}');
    socket(1).answer('1|SignText|{"ret":0,"signature":"right"}');
    expect(await next).toBe('right');
  });
});
