import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { ownHost } from '../e2e/bridge-host.js';
import { type Stack, startStack } from '../e2e/harness.js';
import { selfSigned } from '../portal/tls.js';
import { type Figures, percentile } from './figures.js';
import { orderGrant } from './grant.js';
import { SHORT_TEXT } from './signatures.js';
import { BRIDGE_SETTINGS, PASSWORD, type Workbench } from './workbench.js';

const ROUNDS = 200;
const WARM_UP = 20;
const HOST = 'portal.bench.test';

/** Asks as a portal's page does; its clock ticks in tenths of a millisecond. */
const PAGE = `<!doctype html><title>bench</title><script>
  const socket = new WebSocket('ws://localhost:17212/test');
  const opened = new Promise((resolve) => { socket.onopen = resolve; });
  const ask = (frame) => new Promise((resolve, reject) => {
    socket.onmessage = ({ data }) => resolve(data);
    socket.onclose = () => reject(new Error('closed'));
    socket.send(frame);
  });
  async function begin() {
    await opened;
    await ask('0|' + Date.now());
    await ask('1|SelectSignCert|{}');
  }
  async function measure(frame, rounds) {
    const took = [];
    for (let round = 0; round < rounds; round += 1) {
      const begin = performance.now();
      const answer = await ask(frame);
      took.push(performance.now() - begin);
      if (!answer.startsWith('1|SignB64|{"ret":0,')) throw new Error(answer);
    }
    return took;
  }
</script>`;

/** The whole way: a page's WebSocket in Chromium, the extension, the bridge, the token, and back. */
export async function measurePage(bench: Workbench): Promise<Figures> {
  const site = createServer(await selfSigned(HOST), (_, response) => {
    response.setHeader('content-type', 'text/html').end(PAGE);
  });
  await once(site.listen(0, '127.0.0.1'), 'listening');
  const origin = `https://${HOST}:${(site.address() as AddressInfo).port}`;
  const control = join(bench.folder, 'page.sock');
  const stack = await startStack({
    origins: [origin],
    password: PASSWORD,
    host: { ...ownHost, install: async () => [process.execPath, bench.program('bench-bridge')] },
    env: { ...bench.hsm.env, BENCH_CONTROL: control },
    settings: BRIDGE_SETTINGS,
  });
  try {
    const page = await stack.open(`${origin}/`);
    await page.evaluate('begin()');
    await orderGrant(control, {
      document: { ...callerOf(stack), secure: true, ancestors: [], pairing: 'test', client: EXTENSION_ID },
      certificate: bench.certificateId,
      count: WARM_UP + ROUNDS,
      password: PASSWORD,
    });
    const frame = `1|SignB64|{"b64data":"${Buffer.from(SHORT_TEXT).toString('base64')}"}`;
    const samples = (await page.evaluate(`measure(${JSON.stringify(frame)}, ${WARM_UP + ROUNDS})`)) as number[];
    return { 'sign.page.32B.p50': percentile(samples.slice(WARM_UP), 50) };
  } finally {
    await stack.close();
    site.close();
  }
}

/** Who the browser says the page is, as the extension told the bridge. */
function callerOf({ frames }: Stack): { origin: string; tab: number; document: string } {
  for (const { from, data } of frames) {
    const { caller } = (from === 'extension' ? JSON.parse(data) : {}) as {
      readonly caller?: { readonly origin: string; readonly tab: number; readonly document: string };
    };
    if (caller) return { origin: caller.origin, tab: caller.tab, document: caller.document };
  }
  throw new Error('the page has asked nothing');
}
