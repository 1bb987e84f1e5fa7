/**
 * The bridge as main.ts starts it, but for its windows: each grant that is ordered on the socket BENCH_CONTROL opens
 * one, which is answered with the password that came along. Any other window is refused, so that no signature is made
 * beyond what was granted.
 */
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startBridge } from '../../bridge/compose.js';
import { loadConfig } from '../../bridge/config/load.js';
import type { Prompts, WindowAnswer } from '../../bridge/ports.js';
import { systemClock as clock, standardErrorLog as log } from '../../bridge/system.js';
import packageJson from '../../package.json' with { type: 'json' };
import type { GrantAnswer, GrantOrder } from './grant.js';

let password: Buffer | null = null;
const refuse = async (): Promise<WindowAnswer<never>> => ({ kind: 'unavailable' });
const prompts: Prompts = {
  async password() {
    const value = password;
    password = null;
    return value ? { kind: 'answered', value } : refuse();
  },
  newPassword: refuse,
  confirm: refuse,
  choose: refuse,
  entry: refuse,
  notice: async () => undefined,
  available: async () => ({ password: true, confirm: true }),
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  const [file = '', control] = [values.config, process.env.BENCH_CONTROL];
  if (control === undefined) throw new Error('BENCH_CONTROL is not set');
  const config = loadConfig(file, { required: true, defaultHome: dirname(file) });
  const parts = { config, configFolder: dirname(file), programs: import.meta.dirname, version: packageJson.version };
  const bridge = await startBridge({ ...parts, prompts, clock, log });
  const server = createServer((socket) => {
    createInterface({ input: socket }).once('line', (line) => {
      const order = JSON.parse(line) as GrantOrder;
      password = Buffer.from(order.password);
      const ctx = { ...order.document, signal: new AbortController().signal };
      void bridge.signing.grantSignatures(ctx, order.certificate, order.count).then((outcome) => {
        const answer: GrantAnswer = outcome.ok ? 'granted' : outcome.reason;
        socket.end(answer);
      });
    });
  });
  server.listen(control);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void bridge.close().then(() => process.exit(0)));
  }
}

void main();
