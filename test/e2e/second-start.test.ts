import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONSOLE_TEXT } from '../../shared/text/console.js';
import { freePorts } from './free-ports.js';

const BRIDGE = join(import.meta.dirname, '../../dist/bridge/main.js');
const RUNS_ALREADY = 4;

let folder: string;
let home: string;
let ports: number[];
let started: Started[];

/** A bridge's process: how it ended, with what it said, or the port that it listens on. */
interface Started {
  readonly child: ChildProcess;
  readonly listening: Promise<number>;
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'second-start-'));
  home = join(folder, '衡水');
  ports = await freePorts(2);
  started = [];
  const config = { schemaVersion: 1, demo: true, home, 'server.ports': ports, 'tokens.findModules': false };
  writeFileSync(join(folder, 'machine.json'), JSON.stringify(config));
});
afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true });
});

function start(): Started {
  const child = spawn(process.execPath, [BRIDGE, '--config', join(folder, 'machine.json')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const lines = createInterface({ input: child.stderr });
  const listening = new Promise<number>((resolve) => {
    lines.on('line', (line) => {
      said += `${line}\n`;
      const port = /"event":"listening","port":(\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(([[code]]) => ({
    code: code as number | null,
    said,
  }));
  const one = { child, listening, ended };
  started.push(one);
  return one;
}

/** Every file below the home folder with what it holds. */
function files(): Record<string, string> {
  const names = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'base64')]),
  );
}

function isServed(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
  });
}

/** It has said nothing but that one runs already, which goes on. */
async function expectRefused(second: Started): Promise<void> {
  const { code, said } = await second.ended;
  expect(code).toBe(RUNS_ALREADY);
  expect(said).toBe(`${CONSOLE_TEXT['zh-CN'].alreadyRunning}\n${CONSOLE_TEXT.en.alreadyRunning}\n`);
  expect(await isServed(ports[0] ?? 0)).toBe(true);
}

test('a second bridge says that one runs, and touches neither ports nor files', async () => {
  await start().listening;
  // What a start would set aside, as damaged, and make anew.
  writeFileSync(join(home, 'pairings.json'), '{', { mode: 0o600 });
  rmSync(join(home, 'demo/demo.p12'));
  const before = files();
  await expectRefused(start());
  expect(files()).toEqual(before);
});

test('of bridges that are started at once one runs', async () => {
  const all = Array.from({ length: 6 }, start);
  const first = await Promise.race(all.map(async (one) => one.listening.then(() => one)));
  const others = all.filter((one) => one !== first);
  for (const other of others) await expectRefused(other);
  expect(first.child.exitCode).toBeNull();
});

test('a bridge that was killed leaves nothing in the way', async () => {
  for (let round = 0; round < 3; round += 1) {
    const bridge = start();
    expect(await bridge.listening).toBe(ports[0]);
    bridge.child.kill('SIGKILL');
    await bridge.ended;
  }
});

test('it counts where the socket of the command line has no folder, too', async () => {
  mkdirSync(home);
  writeFileSync(join(home, 'control'), '');
  await start().listening;
  await expectRefused(start());
});
