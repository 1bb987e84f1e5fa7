import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { PROOF_SUBPROTOCOL } from '../../shared/proof.js';
import { MAX_FRAME_BYTES } from '../../shared/protocol/envelope.js';
import type { PeerOwner } from '../ports.js';
import type { Client } from '../signing/context.js';
import { Connection, type ConnectionParts } from './connection.js';
import { admittedExtension } from './doors.js';
import { type Pairing, proveBothSides } from './proof.js';

const MAX_CONNECTIONS = 16;
/** Browsers reconnect within seconds; a client that stays away this long is gone. */
const CLIENT_GRACE_MS = 30_000;
/** How long a connection may take to say what it wants, in milliseconds. */
const STRANGER_MS = 5_000;
/** What a stranger is told, whatever was asked. */
const BARE_404 = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

export interface ServerParts extends ConnectionParts {
  /** Ports to try, in order. */
  readonly ports: readonly number[];
  readonly extensions: readonly string[];
  readonly pairings: readonly Pairing[];
  /** By the client's port on 127.0.0.1 and ours. */
  readonly peerOwner: (clientPort: number, serverPort: number) => PeerOwner;
  /** Whether a client is let in of which the system does not tell whose it is. */
  readonly admitUnknownPeers: boolean;
  readonly clientGone: (client: Client) => void;
  /** Called when the first proven client came, and when the last one went. */
  readonly connected: (any: boolean) => void;
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
  const http = createServer({
    headersTimeout: STRANGER_MS,
    requestTimeout: STRANGER_MS,
    connectionsCheckingInterval: STRANGER_MS,
    requireHostHeader: false,
  });
  http.maxConnections = MAX_CONNECTIONS;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => PROOF_SUBPROTOCOL,
  });
  const connections = new Map<WebSocket, Client>();
  const proven = new Set<Connection>();
  /** Clients without a connection, each with what stops its grace from running out. */
  const absent = new Map<string, () => void>();
  const port = await listenOnFirst(http, parts.ports);

  // Node and ws would answer in words and headers of their own, which tell programs apart.
  for (const event of ['request', 'checkContinue', 'checkExpectation'] as const) {
    http.on(event, (request: IncomingMessage) => refuse(request.socket));
  }
  http.on('clientError', (_error, socket) => refuse(socket));
  sockets.on('wsClientError', (_error, socket) => refuse(socket));
  http.on('upgrade', (request, socket: Socket, head) => {
    // Node has taken its own listener off, and a reset without one would end the process.
    socket.on('error', () => socket.destroy());
    const extension = admittedExtension(request, port, parts.extensions);
    const owner = extension === null ? 'unknown' : parts.peerOwner(socket.remotePort ?? 0, port);
    const stranger = owner === 'other' || (owner === 'unknown' && !parts.admitUnknownPeers);
    if (extension !== null && stranger) parts.log.event('peer.refused', { owner });
    if (extension === null || stranger) {
      refuse(socket);
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
    if (connections.size === 1) parts.connected(true);
    absent.get(clientKey(client))?.();
    proven.add(connection);
    parts.log.event('connection.proven');
    socket.on('close', () => {
      connections.delete(socket);
      if (connections.size === 0) parts.connected(false);
      proven.delete(connection);
      parts.log.event('connection.closed');
      if (![...connections.values()].some((other) => clientKey(other) === clientKey(client))) {
        absent.set(
          clientKey(client),
          parts.clock.after(CLIENT_GRACE_MS, () => parts.clientGone(client)),
        );
      }
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

function clientKey({ pairing, client }: Client): string {
  return JSON.stringify([pairing, client]);
}

/** Closes both ways: a stranger who never hangs up would hold the descriptor for ever. */
function refuse(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  if (socket.writable) socket.end(BARE_404, () => socket.destroy());
  else socket.destroy();
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
