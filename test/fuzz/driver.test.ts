import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll } from 'vitest';
import { systemClock } from '../../bridge/system.js';
import { startDriverChild } from '../../bridge/tokens/driver-child.js';
import { createFrameReader, encodeAttachment, encodeMessage, type Frame } from '../../bridge/tokens/ipc.js';
import { driverMessageSchema, packPasswords, requestSchema, unpackPasswords } from '../../bridge/tokens/messages.js';
import { bundleBridge } from '../../scripts/lib/bundle-bridge.js';
import { fuzz } from './fuzz.js';
import { chunkSizes, hostileBytes, hostileValue, inChunks } from './mutate.js';

const HELLO = { hello: { driver: 'fuzzed', arch: 'x64' } };
const message = hostileValue(
  fc.constantFrom<object>(
    HELLO,
    { id: 1, ok: true, value: { tokens: [] } },
    { id: 1, ok: false, reason: 'password.incorrect', retriesLeft: 3 },
    { event: 'added', token: 't' },
    { event: 'heavy' },
    { v: 1, id: 1, op: 'login', deadlineMs: 1_000, args: { token: 't' } },
  ),
);
const passwords = hostileBytes(fc.constant(packPasswords(Buffer.from('Secret-1'), Buffer.from('Secret-2'))));
const frame = fc.oneof(
  message.map((value) => encodeMessage(Object(value) as object)),
  fc.tuple(fc.constantFrom('bytes', 'secret'), passwords).map(([kind, bytes]) => encodeAttachment(kind, 1, bytes)),
);
const stream = hostileBytes(fc.array(frame, { maxLength: 5 }).map((frames) => Buffer.concat(frames)));

/** The frames that a stream holds in those chunks, and whether it has kept to the format. */
function read(bytes: Buffer, sizes: readonly number[]): { readonly frames: Frame[]; readonly broken: boolean } {
  const [reader, frames] = [createFrameReader(), [] as Frame[]];
  let broken = false;
  for (const chunk of inChunks(bytes, sizes)) {
    const some = reader(chunk);
    if (broken && some) throw new Error('a broken stream was read on');
    broken ||= !some;
    frames.push(...(some ?? []));
    if (chunk.some((byte) => byte !== 0) && !broken) throw new Error('a chunk was left as it was');
  }
  return { frames, broken };
}

fuzz('the stream of a driver', fc.tuple(stream, chunkSizes), ([bytes, sizes]) => {
  const [whole, parts] = [read(bytes, [bytes.length + 1]), read(bytes, sizes)];
  if (whole.broken !== parts.broken) throw new Error('chunks make a difference');
  if (!whole.broken && JSON.stringify(whole) !== JSON.stringify(parts)) throw new Error('chunks make a difference');
  for (const one of parts.frames) {
    if (one.kind === 'json') {
      driverMessageSchema.safeParse(one.message);
      requestSchema.safeParse(one.message);
    } else {
      const pair = unpackPasswords(one.data);
      if (pair && pair.current.length + pair.next.length + 2 !== one.data.length) throw new Error('bytes were lost');
    }
  }
});

/** Long enough for the process to have said it all, in milliseconds. */
const DEADLINE_MS = 400;
const greeted = stream.map((bytes) => Buffer.concat([encodeMessage(HELLO), bytes]));

fuzz('a driver’s process, bridge’s side', fc.oneof(stream, greeted), async (bytes) => {
  let lost = 0;
  const child = startDriverChild({
    driver: 'fuzzed',
    command: process.execPath,
    flags: [],
    script: join(import.meta.dirname, 'garbage-driver.mjs'),
    env: { FUZZ_SAYS: bytes.toString('base64') },
    clock: systemClock,
    log: { event: () => undefined },
    onEvent: () => undefined,
    onLost: () => {
      lost += 1;
    },
  });
  const first = await child.request('list', {}, DEADLINE_MS);
  const known = ['driver.crashed', 'driver.unavailable', 'driver.timeout', 'password.incorrect'];
  if (!first.ok && !known.includes(first.reason)) throw new Error(`it failed with ${first.reason}`);
  await child.end();
  if (lost > 1) throw new Error('it was lost twice');
});

const folder = mkdtempSync(join(tmpdir(), 'fuzz-driver-'));
beforeAll(() => bundleBridge({ driver: 'bridge/tokens/pkcs12/driver.ts' }, folder));
afterAll(() => rmSync(folder, { recursive: true }));

const ask = (op: string, args: object): Buffer => encodeMessage({ v: 1, id: 1, op, deadlineMs: 1_000, args });
const asked = hostileBytes(
  fc
    .array(
      fc.oneof(
        frame,
        fc.constant(ask('open', { folder })),
        fc.constant(ask('list', {})),
        fc.constant(ask('sign', { certificate: 'c', mechanism: 'rsa-sha1' })),
      ),
      { maxLength: 5 },
    )
    .map((frames) => Buffer.concat(frames)),
);

fuzz('a driver’s process, its own side', asked, async (bytes) => {
  const child = spawn(process.execPath, [join(folder, 'driver.js')], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const channel = child.stdio[3] as Duplex;
  const reader = createFrameReader();
  let broken = false;
  channel.on('data', (chunk: Buffer) => {
    broken ||= !reader(chunk);
  });
  // It ends at the first frame that makes no sense, whatever is still to come.
  channel.on('error', () => undefined);
  channel.end(bytes);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 && code !== 1) throw new Error(`it ended with ${code}`);
  if (broken) throw new Error('it said what no driver says');
});
