import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect as tcpConnect } from 'node:net';
import { connect } from './client.js';
import { type Figures, percentile } from './figures.js';
import { residentBytes } from './processes.js';
import type { Workbench } from './workbench.js';

const ROUNDS = 15;
const CONNECTIONS = 100;

/** How fast the product's own bridge starts and takes connections, and how large it is then. */
export async function measureStarts(bench: Workbench): Promise<Figures> {
  const [node, port]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    node.push(await nodeStart());
    port.push(await portStart(bench));
  }
  const bridge = bench.bridge('main');
  await bridge.start();
  try {
    const first = await connect(bench);
    await first.call('certificate.list', {});
    const resident = residentBytes(bridge.pid);
    first.socket.terminate();
    const connects: number[] = [];
    for (let round = 0; round < CONNECTIONS; round += 1) {
      const begin = performance.now();
      const { socket } = await connect(bench);
      connects.push(performance.now() - begin);
      socket.terminate();
    }
    return {
      'connect.p50': percentile(connects, 50),
      'node.start': percentile(node, 50),
      'start.port': percentile(port, 50),
      'rss.main.start': resident,
    };
  } finally {
    await bridge.stop();
  }
}

async function nodeStart(): Promise<number> {
  const begin = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - begin;
}

async function portStart({ program, configFile, port, hsm }: Workbench): Promise<number> {
  const begin = performance.now();
  const env = { ...process.env, ...hsm.env };
  const child = spawn(process.execPath, [program('main'), '--config', configFile], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`the bridge ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const took = performance.now() - begin;
  child.kill();
  await ended;
  return took;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = tcpConnect(port, '127.0.0.1');
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => settle(true)).on('error', () => settle(false));
  });
}
