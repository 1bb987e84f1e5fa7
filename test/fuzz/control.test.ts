import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll } from 'vitest';
import { connectTo } from '../../bridge/control/endpoint.js';
import { controlReply } from '../../bridge/control/messages.js';
import { startControl } from '../../bridge/control/server.js';
import { WELL } from '../../bridge/environment/testing/well.js';
import { failure } from '../../shared/protocol/reasons.js';
import { fuzz } from './fuzz.js';
import { hostileJson } from './mutate.js';

const home = mkdtempSync(join(tmpdir(), 'fuzz-control-'));
const asked: string[] = [];
const server = await startControl({
  home,
  log: { event: () => undefined },
  diagnose: async () => WELL,
  desk: { open: async () => failure('pairing.busy') },
  book: {
    list: () => [],
    rename: (id, name) => {
      asked.push(`${id} ${name}`);
      return failure('pairing.notFound');
    },
    revoke: (id) => {
      asked.push(id);
      return failure('pairing.notFound');
    },
  },
});
afterAll(async () => {
  await server?.close();
  rmSync(home, { recursive: true });
});

const line = hostileJson(
  fc.constantFrom<object>(
    { do: 'pair' },
    { do: 'list' },
    { do: 'diagnose' },
    { do: 'rename', id: 'a', name: '财务' },
    { do: 'revoke', id: 'a' },
  ),
);

fuzz('lines of the control socket', line, async (text) => {
  const socket = await connectTo(home);
  if (!socket) throw new Error('nobody can be asked');
  let said = '';
  socket.setEncoding('utf8').on('data', (more) => {
    said += more;
  });
  const closed = once(socket, 'close');
  socket.write(`${text}\n`);
  await closed;
  const [reply, ...more] = said.split('\n').filter((one) => one !== '');
  const { say } = controlReply.parse(JSON.parse(reply ?? ''));
  if (more.length > 0) throw new Error('more than one reply');
  if (asked.length > (say === 'failed' ? 1 : 0)) throw new Error('more was done than was told');
  asked.length = 0;
});
