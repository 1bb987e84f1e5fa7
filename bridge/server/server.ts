import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { PROOF_SUBPROTOCOL } from '../../shared/proof.js';
import { MAX_FRAME_BYTES } from '../../shared/protocol/envelope.js';
import type { Client } from '../signing/context.js';
import { Connection, type ConnectionParts } from './connection.js';
import { admittedExtension } from './doors.js';
import { type Pairing, proveBothSides } from './proof.js';

const MAX_CONNECTIONS = 16;
/** Browsers reconnect within seconds; a client that stays away this long is gone. */
const CLIENT_GRACE_MS = 30_000;
/** What a stranger is told, whatever was asked. */
const BARE_404 = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

export interface ServerParts extends ConnectionParts {
  /** Ports to try, in order. */
  readonly ports: readonly number[];
  readonly extensions: readonly string[];
  readonly pairings: readonly Pairing[];
  readonly clientGone: (client: Client) => void;
}

export interface BridgeServer {
  readonly port: number;
  /** Sends a notification to every proven client. */
  notify(method: string): void;
  close(): Promise<void>;
}

/** Other programs hold every port of the list. */
export class PortsTakenError extends Error {
  override readonly name = 'PortsTakenError';

  constructor(readonly ports: readonly number[]) {
    super(`taken: ${ports.join(', ')}`);
  }
}

/**
 * Listens on 127.0.0.1 for proven clients, on the first port of the list that is free.
 * @throws PortsTakenError, or the system's error where a port cannot be used for another reason
 */
export async function startServer(parts: ServerParts): Promise<BridgeServer> {
  const http = createServer({ headersTimeout: 5_000, requestTimeout: 5_000, keepAlive: false });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => PROOF_SUBPROTOCOL,
  });
  const connections = new Map<WebSocket, Client>();
  const proven = new Set<Connection>();
  const port = await listenOnFirst(http, parts.ports);

  // Node would add headers of its own to an ordinary response.
  http.on('request', (request) => {
    request.socket.end(BARE_404);
  });
  http.on('clientError', (_error, socket: Socket) => {
    socket.end(BARE_404);
  });
  http.on('upgrade', (request, socket: Socket, head) => {
    const extension = admittedExtension(request, port, parts.extensions);
    if (extension === null || sockets.clients.size >= MAX_CONNECTIONS) {
      socket.end(BARE_404);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => void admit(webSocket, extension));
  });

  async function admit(socket: WebSocket, extension: string): Promise<void> {
    socket.on('error', (error) => parts.log.event('connection.error', { error: error.name }));
    const admitted = await proveBothSides(socket, port, extension, parts.pairings, parts.clock);
    if (!admitted) {
      parts.log.event('connection.unproven');
      socket.terminate();
      return;
    }
    const client: Client = { pairing: admitted.pairing.id, client: extension };
    const connection = new Connection(socket, client, parts, admitted.early);
    connections.set(socket, client);
    proven.add(connection);
    parts.log.event('connection.proven');
    socket.on('close', () => {
      connections.delete(socket);
      proven.delete(connection);
      parts.log.event('connection.closed');
      parts.clock.after(CLIENT_GRACE_MS, () => {
        const back = [...connections.values()].some(
          (other) => other.pairing === client.pairing && other.client === client.client,
        );
        if (!back) parts.clientGone(client);
      });
    });
  }

  return {
    port,
    notify(method) {
      for (const connection of proven) connection.notify(method);
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
}

async function listenOnFirst(http: Server, ports: readonly number[]): Promise<number> {
  for (const port of ports) {
    if (await listens(http, port)) return port;
  }
  throw new PortsTakenError(ports);
}

/** False where the port is taken. */
function listens(http: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const settle = (error?: NodeJS.ErrnoException): void => {
      http.off('error', settle).off('listening', settle);
      if (error && error.code !== 'EADDRINUSE') reject(error);
      else resolve(!error);
    };
    http.on('error', settle).on('listening', settle);
    http.listen({ host: '127.0.0.1', port, exclusive: true });
  });
}
