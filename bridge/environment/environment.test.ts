import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Environment, environmentSchema } from '../../shared/protocol/environment-get.js';
import type { Reason } from '../../shared/protocol/reasons.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { startSilentProgram } from '../../test/support/silent-program.js';
import { listeningProcess } from '../server/peer-process.js';
import { systemClock } from '../system.js';
import { type EnvironmentParts, readEnvironment } from './environment.js';
import { unknownSoftware } from './software.js';

let servers: Server[];
let taken: number;
let free: number;

/** A port of 127.0.0.1 on which something listens. */
async function listen(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

beforeEach(async () => {
  servers = [];
  taken = await listen();
  free = await listen();
  servers.pop()?.close();
});
afterEach(() => {
  for (const server of servers) server.close();
});

async function look(over: Partial<EnvironmentParts> = {}): Promise<Environment> {
  const found = await readEnvironment({
    clock: systemClock,
    ports: [free],
    ownPort: null,
    helperPort: free,
    drivers: [],
    listener: async () => ({ program: '/usr/bin/program', user: 'clerk' }),
    software: unknownSoftware,
    ...over,
  });
  return environmentSchema.parse(found);
}

/** What is found when something hangs until the time is over. */
async function lookInTime(part: (hang: () => Promise<never>) => Partial<EnvironmentParts>): Promise<Environment> {
  const clock = new FakeClock();
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const hang = (): Promise<never> => {
    begin();
    return new Promise(() => undefined);
  };
  const found = look({ ...part(hang), clock });
  await begun;
  // Whatever can answer by itself has done so.
  await new Promise(setImmediate);
  clock.advance(2_000);
  return found;
}

const driver = (state: () => Promise<'ok' | Reason>) => ({ name: 'pkcs11', file: 'lib.so', state });

it('names nobody where nobody is', async () => {
  const { helper, excel, strangers, drivers } = await look();
  expect({ helper, excel, strangers, drivers }).toEqual({
    helper: { installed: 'unknown', running: 'no' },
    excel: 'unknown',
    strangers: [],
    drivers: [],
  });
});

it('names who listens on the bridge’s ports and on the helper’s, each once', async () => {
  const helperPort = await listen();
  const { helper, strangers } = await look({ ports: [free, taken, taken], helperPort });
  expect(helper.running).toBe('yes');
  const program = '/usr/bin/program';
  expect(strangers).toEqual([
    { port: taken, place: 'bridge', program, answers: true },
    { port: helperPort, place: 'helper', program, answers: true },
  ]);
});

it('is no stranger to itself', async () => {
  expect((await look({ ports: [taken], ownPort: taken })).strangers).toEqual([]);
});

it.each([
  ['a program that the system does not tell', async () => ({ program: null, user: null }), null],
  ['tables that cannot be read', () => Promise.reject(new Error('EACCES')), null],
  [
    'a path with what would turn the text around',
    async () => ({ program: '/opt/\u202egpj.exe', user: null }),
    '/opt/gpj.exe',
  ],
  ['a path beyond the limit', async () => ({ program: `/${'衡'.repeat(300)}/助手`, user: null }), '助手'],
  ['a name beyond the limit', async () => ({ program: `/${'😀'.repeat(300)}`, user: null }), `${'😀'.repeat(99)}…`],
])('shows a stranger with %s', async (_, listener, program) => {
  expect((await look({ ports: [taken], listener })).strangers).toEqual([
    { port: taken, place: 'bridge', program, answers: true },
  ]);
});

it('says of each driver how it is, without waiting for one that does not answer', async () => {
  const states = [async () => 'ok' as const, async () => 'module.wrongBitness' as const];
  const { drivers } = await lookInTime((hang) => ({ drivers: [...states, hang].map(driver) }));
  expect(drivers).toEqual(
    ['ok', 'module.wrongBitness', 'driver.timeout'].map((state) => ({ name: 'pkcs11', file: 'lib.so', state })),
  );
});

it('answers without the parts that fail', async () => {
  const failing = () => Promise.reject(new Error('no register'));
  const { helper, excel } = await lookInTime((hang) => ({ software: { helper: failing, excel: hang } }));
  expect([helper.installed, excel]).toEqual(['unknown', 'unknown']);
});

it('names no program where the system takes too long to tell', async () => {
  const { strangers } = await lookInTime((hang) => ({ ports: [taken], listener: hang }));
  expect(strangers).toEqual([{ port: taken, place: 'bridge', program: null, answers: true }]);
});

it('a program that hangs is named, and whoever may be there but is not named is not left out', async () => {
  const silent = await startSilentProgram();
  try {
    const port = silent.port;
    const found = { port, place: 'bridge', answers: false };
    expect((await look({ ports: [port], listener: listeningProcess })).strangers).toEqual([
      { ...found, program: realpathSync(silent.program) },
    ]);
    const nobody = async () => ({ program: null, user: null });
    expect((await look({ ports: [port], listener: nobody })).strangers).toEqual([{ ...found, program: null }]);
  } finally {
    await silent.stop();
  }
});
