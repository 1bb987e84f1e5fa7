import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts another program that takes a port of 127.0.0.1; resolves with what ends it. `node` is a Node, under whatever name. */
export async function listenAs(port: number, node: string = process.execPath): Promise<() => Promise<void>> {
  const program = `require('node:net').createServer().listen(${port}, '127.0.0.1', () => console.log('listens'))`;
  const child = spawn(node, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return async () => {
    const gone = once(child, 'exit');
    child.kill();
    await gone;
  };
}
