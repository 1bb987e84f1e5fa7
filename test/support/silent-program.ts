import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Longer than the system takes to connect on this computer. */
const AT_ONCE_MS = 300;

export interface SilentProgram {
  readonly port: number;
  /** Path of it. */
  readonly program: string;
  stop(): Promise<void>;
}

/** Another program on a port of 127.0.0.1 (0 for any) which hangs: it takes no connection any more, and refuses none. */
export async function startSilentProgram(port = 0): Promise<SilentProgram> {
  const source = `const server = require('node:net').createServer();
    server.listen({ host: '127.0.0.1', port: ${port}, backlog: 1 }, () => console.log(server.address().port))`;
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const listens = Number(said.toString());
  child.kill('SIGSTOP');
  const sockets: Socket[] = [];
  // What waits to be taken counts as connected, until there is no more room for it.
  while (await isConnected(listens, sockets));
  return {
    port: listens,
    program: process.execPath,
    async stop() {
      for (const socket of sockets) socket.destroy();
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function isConnected(port: number, sockets: Socket[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: AT_ONCE_MS });
    sockets.push(socket);
    socket.once('connect', () => resolve(true)).once('timeout', () => resolve(false));
    // As each does when the program is ended.
    socket.on('error', reject);
  });
}
