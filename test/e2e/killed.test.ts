import { randomBytes, randomInt, verify, type X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, DOCUMENT, signatureIn, signFrame, VendorSocket } from '../bench/client.js';
import { orderGrant } from '../bench/grant.js';
import { createWorkbench, type Workbench } from '../bench/workbench.js';
import { OpensslCa } from '../portal/openssl-ca.js';
import type { FrameSocket } from '../support/proven-client.js';
import { recorded } from '../support/recorded.js';
import { buildFakePkcs11, type FakePkcs11 } from '../tokens/build-fake.js';

/** More in a long run: KILLED_POINTS=200. */
const POINTS = Number(process.env.KILLED_POINTS ?? 20);
const AT_A_TIME = 6;
const PASSWORD = '1234';

interface Asked {
  readonly key: string;
  readonly data: Buffer;
}

let bench: Workbench;
let fake: FakePkcs11;
let certificate: X509Certificate;
let folder: string;

beforeAll(async () => {
  bench = await createWorkbench();
  folder = mkdtempSync(join(tmpdir(), 'killed-'));
  const ca = await OpensslCa.create('测试');
  const issued = await ca.issue({ commonName: '衡水金保科技有限公司' });
  await ca.remove();
  certificate = issued.certificate;
  const id = Buffer.from('01', 'hex');
  const objects = [
    { kind: 'certificate', id, certificate: certificate.raw } as const,
    { kind: 'key', id, key: issued.privateKey } as const,
  ];
  fake = await buildFakePkcs11(folder, { slots: [{ label: '令牌', serial: 'T1', pin: PASSWORD, objects }] });
  const settings = JSON.parse(readFileSync(bench.configFile, 'utf8')) as object;
  writeFileSync(bench.configFile, JSON.stringify({ ...settings, 'tokens.modules': [fake.module] }));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bench.close();
});

/** A page that the user has allowed as many signatures as it will ask for; any other window is not answered. */
async function page(): Promise<FrameSocket> {
  const frames = await connect(bench);
  // A bridge that is killed resets its connections; `closed` tells.
  frames.socket.on('error', () => undefined);
  await new VendorSocket(frames, SOCKET).ask('1|SelectSignCert|{}');
  await orderGrant(bench.control, {
    document: { ...DOCUMENT, secure: true, pairing: 'bench', client: bench.identity.extension },
    certificate: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    count: AT_A_TIME * 2,
    password: PASSWORD,
  });
  return frames;
}

const SOCKET = randomBytes(16).toString('hex');

function requests(): Asked[] {
  return Array.from({ length: AT_A_TIME }, () => ({
    key: randomBytes(16).toString('hex'),
    data: Buffer.from(`portal-challenge-${randomBytes(6).toString('hex')}`),
  }));
}

/** Asks for signatures at once; answers with the signatures that came before the connection went. */
async function ask(frames: FrameSocket, asked: readonly Asked[]): Promise<Map<string, Buffer>> {
  for (const [place, { key, data }] of asked.entries()) {
    frames.send({
      jsonrpc: '2.0',
      id: 1_000 + place,
      method: 'vendor.call',
      params: { socket: SOCKET, service: 'certificate', key, frame: signFrame(data) },
      caller: { ...DOCUMENT, frame: 0 },
    });
  }
  const got = new Map<string, Buffer>();
  for (let left = asked.length; left > 0; ) {
    const answer = await Promise.race([frames.next(), frames.closed.then(() => null)]);
    if (answer === null) return got;
    const { id, result } = answer as { readonly id?: number; readonly result?: { readonly frame: string } };
    if (id === undefined) continue;
    left -= 1;
    const request = asked[id - 1_000];
    if (!request || !result?.frame.startsWith('1|SignB64|{"ret":0,')) continue;
    const signature = signatureIn(result.frame);
    expect(verify('sha256', request.data, certificate.publicKey, signature)).toBe(true);
    got.set(request.key, signature);
  }
  return got;
}

const driverPids = () =>
  [...bench.log().matchAll(/"event":"driver\.started".*?"pid":(\d+)/g)].map(([, pid]) => Number(pid));

it(
  `${POINTS} times, whatever dies while signatures are made, none is made twice, and none is answered without its record`,
  async () => {
    const bridge = bench.bridge('bench-bridge');
    let answers = 0;
    const start = (): Promise<void> => {
      // What a bridge that was killed has left of its socket for orders.
      rmSync(bench.control, { force: true });
      return bridge.start();
    };
    await start();
    const undisturbed = await page();
    const begin = performance.now();
    answers += (await ask(undisturbed, requests())).size;
    expect(answers).toBe(AT_A_TIME);
    const took = performance.now() - begin;
    await bridge.stop();
    for (let point = 0; point < POINTS; point += 1) {
      await start();
      const asked = requests();
      const frames = await page();
      const first = ask(frames, asked);
      await new Promise((resolve) => setTimeout(resolve, randomInt(Math.ceil(took * 11)) / 10));
      const child = driverPids().at(-1) ?? 0;
      const dies = point % 3 === 0 ? 'child' : 'bridge';
      if (dies === 'child') process.kill(child, 'SIGKILL');
      else await bridge.stop('SIGKILL');
      const before = await first;

      if (dies === 'bridge') await start();
      const again = await ask(dies === 'bridge' ? await page() : frames, asked);
      for (const [key, signature] of before) expect(again.get(key)).toEqual(signature);
      answers += again.size;
      await bridge.stop();
    }
    const { intents, signed } = recorded(join(bench.folder, 'home'));
    const made = (await fake.calls()).filter((name) => name === 'C_Sign').length;
    // Nobody was there to answer the question, so nothing was signed again. A key has a second intent only where the
    // bridge died when the first was in the journal and not yet in the results: the token had not been asked.
    const keys = new Set(intents.map(({ key }) => key));
    const signedKeys = intents.filter(({ seq }) => signed.has(seq)).map(({ key }) => key);
    expect(made).toBeLessThanOrEqual(keys.size);
    expect(new Set(signedKeys).size).toBe(signedKeys.length);
    expect(answers).toBeLessThanOrEqual(signed.size);
    process.stdout.write(
      `${POINTS} deaths within ${took.toFixed(0)} ms, ${POINTS * AT_A_TIME} asked: ${intents.length} intents, ${made} C_Sign, ${signed.size} signed, ${answers} answered\n`,
    );
  },
  60_000 + POINTS * 6_000,
);
