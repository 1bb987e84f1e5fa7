import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Relay {
  /** A program for Windows that has the input and output of `program`, which runs here. */
  readonly path: string;
  close(): Promise<void>;
}

/** Wine's programs cannot start ours with pipes, so what they start connects to us. The program lies in `folder`. */
export async function startRelay(folder: string, program: string): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
    // Either end may be killed; the other one sees it by the end of the stream.
    for (const stream of [socket, child.stdin]) stream.on('error', () => undefined);
    socket.pipe(child.stdin);
    child.stdout.pipe(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      child.kill('SIGKILL');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const path = join(folder, `window-${address.port}.exe`);
  const source = join(import.meta.dirname, 'relay.c');
  const flags = ['-O2', '-Wall', '-Werror', '-static', '-mwindows'];
  await promisify(execFile)('x86_64-w64-mingw32-gcc', [...flags, source, '-lws2_32', '-o', path]);
  return {
    path,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
