import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure, success } from '../../shared/protocol/reasons.js';
import { CONSOLE_TEXT } from '../../shared/text/console.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { WELL } from '../environment/testing/well.js';
import type { StoredPairing } from '../pairing/store.js';
import { readCommand, runCommand } from './command.js';
import { askDiagnosis } from './diagnose.js';
import { connectTo } from './endpoint.js';
import { type ControlParts, type ControlServer, startControl } from './server.js';

const zh = CONSOLE_TEXT['zh-CN'];
const STORED: StoredPairing = { id: 'i', name: 'chromium', extension: 'e', created: 'c', secret: Buffer.alloc(32) };

let folder: string;
let home: string;
let events: string[];
let asked: string[];
let servers: ControlServer[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'control-'));
  // Longer than the address of a socket may be.
  home = join(folder, '衡水市某某科技有限公司'.repeat(5));
  [events, asked, servers] = [[], [], []];
});
afterEach(async () => {
  for (const server of servers) await server.close();
  rmSync(folder, { recursive: true });
});

async function start(over: Partial<ControlParts> = {}): Promise<ControlServer | null> {
  const server = await startControl({
    home,
    log: { event: (name) => events.push(name) },
    diagnose: async () => WELL,
    desk: { open: async () => failure('pairing.full') },
    book: {
      list: () => [
        { id: 'a1', name: 'chromium\u202e', created: '2026-11-24T01:00:00.000Z', fixed: false, connected: true },
      ],
      rename: (id, name) => {
        asked.push(`rename ${id} ${name}`);
        return success(undefined);
      },
      revoke: (id) => {
        asked.push(`revoke ${id}`);
        return id === 'a1' ? success(undefined) : failure('pairing.notFound');
      },
    },
    ...over,
  });
  if (server) servers.push(server);
  return server;
}

/** What the command line says, and whether it went well. */
async function run(...words: string[]): Promise<{ said: string; well: boolean }> {
  const command = readCommand(words);
  const socket = await connectTo(home);
  if (!socket || command === null || command === 'unknown' || command.do === 'diagnose')
    throw new Error('it can be asked');
  let said = '';
  const well = await runCommand(socket, command, (text) => {
    said += text;
  });
  return { said, well };
}

it.each([
  [[], null],
  [['pair'], { do: 'pair' }],
  [['pairings'], { do: 'list' }],
  [['diagnose'], { do: 'diagnose' }],
  [['diagnose', 'x'], 'unknown'],
  [['revoke', 'a'], { do: 'revoke', id: 'a' }],
  [['rename', 'a', 'b'], { do: 'rename', id: 'a', name: 'b' }],
  [['pair', 'x'], 'unknown'],
  [['revoke'], 'unknown'],
  [['rename', 'a'], 'unknown'],
  [['rename', 'a', 'b', 'c'], 'unknown'],
  [['sign'], 'unknown'],
])('%j is understood as %j', (words, command) => {
  expect(readCommand(words)).toEqual(command);
});

it('is entered by its user alone, in a folder however deep', async () => {
  await start();
  expect(statSync(join(home, 'control')).mode & 0o777).toBe(0o700);
  expect(statSync(join(home, 'control/bridge.sock')).mode & 0o777).toBe(0o600);
});

it('lists, renames and revokes, in both languages, and says what does not go', async () => {
  await start();
  const listed = await run('pairings');
  expect(listed.said).toContain('a1  chromium\n');
  expect(listed.said).toContain('正在使用');
  expect(await run('rename', 'a1', '财务')).toEqual({ said: `${zh.done}\n${CONSOLE_TEXT.en.done}\n`, well: true });
  expect((await run('revoke', 'a1')).well).toBe(true);
  const refused = await run('revoke', 'zz');
  expect(refused.well).toBe(false);
  expect(refused.said).toContain(REASON_TEXT['zh-CN']['pairing.notFound'].what);
  expect(asked).toEqual(['rename a1 财务', 'revoke a1', 'revoke zz']);
});

describe('a diagnosis', () => {
  async function ask(diagnose: ControlParts['diagnose'], clock = new FakeClock()) {
    await start({ diagnose });
    const socket = await connectTo(home);
    if (!socket) throw new Error('it can be asked');
    return askDiagnosis(socket, clock);
  }

  it('is told as the bridge finds it', async () => {
    expect(await ask(async () => WELL)).toEqual(WELL);
  });

  it('is none where the bridge does not answer', async () => {
    const clock = new FakeClock();
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const told = ask(() => {
      begin();
      return new Promise(() => undefined);
    }, clock);
    await begun;
    clock.advance(20_000);
    expect(await told).toBeNull();
  });
});

it('says what happens while a browser is connected', async () => {
  await start({
    desk: {
      open: async (_, { opened, asked: asks }) => {
        opened();
        asks('chromium');
        return success(STORED);
      },
    },
  });
  const { said, well } = await run('pair');
  expect(well).toBe(true);
  for (const line of [zh.pairingOpened, zh.pairingAsked('chromium'), zh.paired('chromium')]) {
    expect(said).toContain(line);
  }
});

it('a desk that cannot be opened is not said to be', async () => {
  await start();
  const { said, well } = await run('pair');
  expect([well, said.includes(zh.pairingOpened)]).toEqual([false, false]);
  expect(said).toContain(REASON_TEXT['zh-CN']['pairing.full'].what);
});

it('whoever leaves while he waits has the desk shut', async () => {
  const left = new Promise<void>((resolve) => {
    void start({
      desk: {
        open: (signal) =>
          new Promise((done) => {
            signal.addEventListener('abort', () => {
              resolve();
              done(failure('pairing.refused'));
            });
          }),
      },
    });
  });
  await expect.poll(() => connectTo(home)).not.toBeNull();
  const socket = await connectTo(home);
  socket?.end('{"do":"pair"}\n');
  await left;
});

it('says so where the bridge ends in between', async () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const server = await start({
    desk: {
      open: () => {
        open();
        return new Promise(() => undefined);
      },
    },
  });
  const outcome = run('pair');
  await opened;
  await server?.close();
  servers = [];
  expect((await outcome).well).toBe(false);
  expect((await outcome).said).toContain(REASON_TEXT['zh-CN']['bridge.disconnected'].what);
});

it('a bridge that was killed leaves nothing in the way', async () => {
  const server = await start();
  await server?.close();
  servers = [];
  expect(await connectTo(home)).toBeNull();
  writeFileSync(join(home, 'control/bridge.sock'), '');
  await start();
  expect((await run('pairings')).well).toBe(true);
});

it('a folder that cannot be one is nobody to ask, and stops no bridge', async () => {
  mkdirSync(home);
  writeFileSync(join(home, 'control'), '');
  expect([await connectTo(home), await start(), events]).toEqual([null, null, ['control.failed']]);
});

it('does not keep a line that never ends', async () => {
  await start();
  const socket = await connectTo(home);
  const answer = new Promise((resolve) => socket?.once('data', (data) => resolve(String(data))));
  socket?.write('x'.repeat(1_001));
  expect(await answer).toBe('{"say":"failed","reason":"request.invalid"}\n');
  socket?.destroy();
});

it.each(['', '{', '{"do":"sign"}', '{"do":"pair","extra":1}', 'x'.repeat(2_000)])(
  'refuses %j, and serves the next one',
  async (line) => {
    await start();
    const socket = await connectTo(home);
    const answer = new Promise((resolve) => socket?.once('data', (data) => resolve(String(data))));
    socket?.write(`${line}\n`);
    expect(await answer).toBe('{"say":"failed","reason":"request.invalid"}\n');
    socket?.destroy();
    expect((await run('pairings')).well).toBe(true);
  },
);
