import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { PAIRING_SUBPROTOCOL } from '../../shared/pairing.js';
import { MAX_FRAME_BYTES } from '../../shared/protocol/envelope.js';
import type { PairingDesk } from '../pairing/desk.js';
import type { PairingWire } from '../pairing/pair.js';
import type { Peer, PeerOwner } from '../ports.js';
import type { Client } from '../signing/context.js';
import { Connection, type ConnectionParts } from './connection.js';
import { admitted } from './doors.js';
import { endSoon } from './end-soon.js';
import { FrameReader } from './frame-reader.js';
import { type Pairing, proveBothSides } from './proof.js';

const MAX_CONNECTIONS = 16;
/** Browsers reconnect within seconds; a client that stays away this long is gone. */
const CLIENT_GRACE_MS = 30_000;
/** How long a connection may take to say what it wants, in milliseconds. */
const STRANGER_MS = 5_000;
/** How often it is looked who has taken longer. */
const CHECKING_MS = 1_000;
/** What a stranger is told, whatever was asked. */
const BARE_404 = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

export interface ServerParts extends ConnectionParts {
  /** Ports to try, in order. */
  readonly ports: readonly number[];
  readonly extensions: readonly string[];
  /** The pairings in force, asked for at each connection. */
  readonly pairings: () => readonly Pairing[];
  readonly pairing: Pick<PairingDesk, 'admits' | 'serve'>;
  /** By the client's port on 127.0.0.1 and ours. */
  readonly peerOwner: (clientPort: number, serverPort: number) => PeerOwner;
  readonly peer: (clientPort: number, serverPort: number) => Promise<Peer>;
  /** Whether a client is let in of which the system does not tell whose it is. */
  readonly admitUnknownPeers: boolean;
  readonly clientGone: (client: Client) => void;
  /** Called when the first proven client came, and when the last one went. */
  readonly connected: (any: boolean) => void;
}

export interface BridgeServer {
  readonly port: number;
  /** Sends a notification to every proven client. */
  notify(method: string, params?: object): void;
  /** Ids of the pairings that are connected. */
  connected(): ReadonlySet<string>;
  /** Tells the clients of a pairing that it is no more, and ends their connections and all that they had under way. */
  revoked(pairing: string): void;
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
    connectionsCheckingInterval: CHECKING_MS,
    requireHostHeader: false,
  });
  http.maxConnections = MAX_CONNECTIONS;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    // The doors let one through that is one of ours.
    handleProtocols: ([offered]) => offered ?? false,
  });
  const connections = new Map<WebSocket, Client>();
  const proven = new Map<Connection, Client>();
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
    const wanted = admitted(request, { port, extensions: parts.extensions, pairing: parts.pairing.admits() });
    const clientPort = socket.remotePort ?? 0;
    const owner = wanted ? parts.peerOwner(clientPort, port) : 'unknown';
    const stranger = owner === 'other' || (owner === 'unknown' && !parts.admitUnknownPeers);
    if (wanted && stranger) parts.log.event('peer.refused', { owner });
    if (!wanted || stranger) {
      refuse(socket);
      return;
    }
    const { extension, subprotocol } = wanted;
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => parts.log.event('connection.error', { error: error.name }));
      if (subprotocol === PAIRING_SUBPROTOCOL) void pairWith(webSocket, extension, clientPort);
      else void admit(webSocket, extension);
    });
  });

  async function pairWith(socket: WebSocket, extension: string, clientPort: number): Promise<void> {
    const frames = new FrameReader(socket);
    const gone = new AbortController();
    socket.on('close', () => gone.abort());
    const wire: PairingWire = {
      next: () => frames.next(),
      send: (frame) => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
      },
      close: () => endSoon(socket, parts.clock),
      gone: gone.signal,
    };
    await parts.pairing.serve(wire, { extension, port, peer: () => parts.peer(clientPort, port) });
  }

  async function admit(socket: WebSocket, extension: string): Promise<void> {
    const proof = await proveBothSides(socket, port, extension, parts.pairings(), parts.clock);
    // It may have been revoked while it was being proved.
    if (!proof || !parts.pairings().some(({ id }) => id === proof.pairing.id)) {
      parts.log.event('connection.unproven');
      socket.terminate();
      return;
    }
    const client: Client = { pairing: proof.pairing.id, client: extension };
    const connection = new Connection(socket, client, parts, proof.early);
    connections.set(socket, client);
    if (connections.size === 1) parts.connected(true);
    absent.get(clientKey(client))?.();
    proven.set(connection, client);
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
    notify(method, params) {
      for (const connection of proven.keys()) connection.notify(method, params);
    },
    connected: () => new Set([...proven.values()].map((client) => client.pairing)),
    revoked(pairing) {
      const clients = new Map<string, Client>();
      for (const [connection, client] of proven) {
        if (client.pairing !== pairing) continue;
        clients.set(clientKey(client), client);
        proven.delete(connection);
        connection.revoked();
      }
      for (const client of clients.values()) parts.clientGone(client);
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
