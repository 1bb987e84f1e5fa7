import type { ChildProcess } from 'node:child_process';
import { randomBytes, verify, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { type AppendHandle, folderDisk } from '../../bridge/journal/disk.js';
import { SOFTHSM_MODULE } from '../../bridge/tokens/testing/softhsm.js';
import { attachmentMessages } from '../../shared/protocol/attachment.js';
import { connect, DOCUMENT, signatureIn, signFrame, VendorSocket } from './client.js';
import { type Figures, percentile } from './figures.js';
import { orderGrant } from './grant.js';
import { largestDriver, residentBytes, startProgram } from './processes.js';
import { PASSWORD, type Workbench } from './workbench.js';

/** Readable text of 32 bytes: a grant does not hold for what could be a digest. */
export const SHORT_TEXT = 'portal-challenge8f3a5c71b2d6e904';
const [MIB, SMALL_ROUNDS, BATCH, BATCHES] = [1_048_576, 400, 100, 4];
const LARGE = [
  { name: '1MiB', bytes: MIB, rounds: 30 },
  { name: '8MiB', bytes: 8 * MIB, rounds: 12 },
];
/** Signatures of one side before it is the other's turn: each is measured at work, not waking up. */
const IN_A_ROW = 20;
/** Rounds before those that count, for both sides' compilers. */
const WARM_UP = 20;
const WARM_UP_LARGE = 3;
/** About what the bridge answers a signature of RSA-2048 with. */
const ANSWER_BYTES = 430;
/** About what the journal writes of a signature at a time. */
const ENTRY_BYTES = 450;

/** All signatures that are made here: what the user allows in one window. */
const GRANTED =
  WARM_UP + SMALL_ROUNDS + LARGE.reduce((sum, { rounds }) => sum + WARM_UP_LARGE + rounds, 0) + BATCH * BATCHES;

/** Signatures through the bridge and without it, in turns, so that whatever else the machine does hits both. */
export async function measureSignatures(bench: Workbench): Promise<Figures> {
  const bridge = bench.bridge('bench-bridge');
  await bridge.start();
  const bare = await startProgram(bench.program('bench-bare'), [SOFTHSM_MODULE, PASSWORD], bench.hsm.env);
  const echo = await startProgram(bench.program('bench-echo'), [String(ANSWER_BYTES)]);
  try {
    const frames = await connect(bench);
    const page = new VendorSocket(frames);
    await page.ask('1|SelectSignCert|{}');
    await orderGrant(bench.control, {
      document: { ...DOCUMENT, secure: true, pairing: 'bench', client: bench.identity.extension },
      certificate: bench.certificateId,
      count: GRANTED,
      password: PASSWORD,
    });
    const raw = new WebSocket(`ws://127.0.0.1:${(echo.first as AddressInfo).port}`, { perMessageDeflate: false });
    await once(raw, 'open');

    const small = await measureSmall(bench, bare.child, page);
    const batches = await measureBatches(bare.child, page);
    const figures: Figures = { ...small };
    for (const { name, bytes, rounds } of LARGE) {
      Object.assign(figures, await measureLarge(name, bytes, rounds, { bench, bare: bare.child, raw, page }));
    }
    const resident = residentBytes(bridge.pid);
    raw.terminate();
    frames.socket.terminate();
    return { ...figures, ...batches, 'rss.main.after8MiB': resident, 'rss.driver': largestDriver(bench.log()) };
  } finally {
    bare.child.disconnect();
    echo.child.disconnect();
    await bridge.stop();
  }
}

async function measureSmall(bench: Workbench, bare: ChildProcess, page: VendorSocket): Promise<Figures> {
  const [alone, ours, syncs]: [number[], number[], number[]] = [[], [], []];
  const data = Buffer.from(SHORT_TEXT);
  // In the folder where the bridge has its own, so on its disk.
  const file = folderDisk(bench.folder).append('fsync');
  for (let round = -WARM_UP; round < SMALL_ROUNDS; round += IN_A_ROW) {
    const [one, two, three]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < IN_A_ROW; i += 1) one.push(await signBare(bare, data.length, 1));
    for (let i = 0; i < IN_A_ROW; i += 1) two.push(await signOurs(bench, page, data));
    for (let i = 0; i < IN_A_ROW; i += 1) three.push(await syncOnce(file));
    if (round < 0) continue;
    alone.push(...one);
    ours.push(...two);
    syncs.push(...three);
  }
  file.close();
  return {
    'sign.bare.32B.p50': percentile(alone, 50),
    'sign.bare.32B.p95': percentile(alone, 95),
    'sign.bridge.32B.p50': percentile(ours, 50),
    'sign.bridge.32B.p95': percentile(ours, 95),
    'fsync.p50': percentile(syncs, 50),
  };
}

async function syncOnce(file: AppendHandle): Promise<number> {
  const begin = performance.now();
  file.write(Buffer.alloc(ENTRY_BYTES, 0x20));
  await file.sync();
  return performance.now() - begin;
}

async function measureBatches(bare: ChildProcess, page: VendorSocket): Promise<Figures> {
  const [serial, parallel]: [number[], number[]] = [[], []];
  const frame = signFrame(Buffer.from(SHORT_TEXT));
  for (let round = 0; round < BATCHES; round += 1) {
    serial.push(await signBare(bare, 32, BATCH));
    const begin = performance.now();
    await Promise.all(Array.from({ length: BATCH }, () => page.ask(frame)));
    parallel.push(performance.now() - begin);
  }
  return { 'sign.serial100.bare': percentile(serial, 50), 'sign.parallel100.bridge': percentile(parallel, 50) };
}

async function measureLarge(
  name: string,
  bytes: number,
  rounds: number,
  { bench, bare, raw, page }: { bench: Workbench; bare: ChildProcess; raw: WebSocket; page: VendorSocket },
): Promise<Figures> {
  const samples = { raw: [] as number[], bare: [] as number[], bridge: [] as number[] };
  const data = randomBytes(bytes);
  for (let round = -WARM_UP_LARGE; round < rounds; round += 1) {
    const one = await passRaw(raw, signFrame(data));
    const two = await signBare(bare, bytes, 1);
    const three = await signOurs(bench, page, data);
    if (round < 0) continue;
    samples.raw.push(one);
    samples.bare.push(two);
    samples.bridge.push(three);
  }
  return {
    [`ws.raw.${name}.p50`]: percentile(samples.raw, 50),
    [`sign.bare.${name}.p50`]: percentile(samples.bare, 50),
    [`sign.bridge.${name}.p50`]: percentile(samples.bridge, 50),
  };
}

async function signBare(bare: ChildProcess, bytes: number, times: number): Promise<number> {
  bare.send({ bytes, times });
  const [took] = (await once(bare, 'message')) as [number];
  return took;
}

/** From the vendor frame to its answer, whose signature is verified afterwards. */
async function signOurs(bench: Workbench, page: VendorSocket, data: Buffer): Promise<number> {
  const frame = signFrame(data);
  const begin = performance.now();
  const answer = await page.ask(frame);
  const took = performance.now() - begin;
  const { publicKey } = new X509Certificate(bench.certificate);
  if (!verify('sha256', data, publicKey, signatureIn(answer))) throw new Error('a signature does not verify');
  return took;
}

/** The bytes of the frame's messages there, and those of an answer back. */
async function passRaw(raw: WebSocket, frame: string): Promise<number> {
  const begin = performance.now();
  const messages = attachmentMessages(1, Buffer.from(frame));
  for (const message of messages) raw.send(message);
  raw.send('last');
  await once(raw, 'message');
  return performance.now() - begin;
}
