import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

export interface TestServer {
  /** host:port of the pages (http) and of the sockets (ws). */
  readonly service: string;
  /** host:port where nothing listens. */
  readonly refused: string;
  close(): Promise<void>;
}

/**
 * Serves an empty page to every request, and sockets by path:
 * `/echo` sends everything back · `/close?code=…&reason=…` closes at the first message · `/terminate` ends the
 * TCP connection at the first message · `/binary` sends bytes at the first message · `/burst` sends three texts and closes ·
 * `/slow` never answers the handshake · `/forbidden` refuses it.
 */
export async function startServer(): Promise<TestServer> {
  const http = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>differential</title>');
  });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const slow = new Set<Duplex>();
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'ws://test');
    if (url.pathname === '/slow') {
      slow.add(socket);
      socket.on('close', () => slow.delete(socket));
    } else if (url.pathname === '/forbidden') socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    else sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, url));
  });
  const port = await listen(http);
  return {
    service: `127.0.0.1:${port}`,
    refused: `127.0.0.1:${await freePort()}`,
    async close() {
      for (const socket of slow) socket.destroy();
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function serve(socket: WebSocket, url: URL): void {
  switch (url.pathname) {
    case '/close':
      socket.once('message', () =>
        socket.close(Number(url.searchParams.get('code')), url.searchParams.get('reason') ?? ''),
      );
      return;
    case '/terminate':
      socket.once('message', () => socket.terminate());
      return;
    case '/binary':
      socket.on('message', () => socket.send(Buffer.from([0, 1, 127, 128, 255])));
      return;
    case '/burst':
      for (const text of ['one', 'two', 'three']) socket.send(text);
      socket.close(1000, 'done');
      return;
    default:
      socket.on('message', (data: Buffer, isBinary) => socket.send(data, { binary: isBinary }));
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
