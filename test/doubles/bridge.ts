import { randomBytes, webcrypto } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { nonce, PROOF_SLOTS, proofTag, toBase64Url } from '../../shared/proof.js';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { PROTOCOL_VERSION } from '../../shared/protocol/hello.js';

export const SECRET = randomBytes(32);
export const BRIDGE = 'bridge-of-the-test';
export const HELLO = { protocol: PROTOCOL_VERSION, version: '1.0.0', methods: [] };
export const STATUS = { version: '1.0.0', demo: false, windows: { password: true, confirm: true } };

export type Frame = Record<string, unknown>;

export interface Behaviour {
  readonly secret?: Uint8Array;
  readonly bridge?: string;
  readonly extension?: string;
  /** Called with each frame; what it returns is sent instead of the bridge's own answer, null for none at all. */
  readonly answer?: (frame: Frame, socket: WebSocket) => unknown;
}

export interface Listener {
  readonly server: WebSocketServer;
  readonly port: number;
  /** Drops every connection and resolves when the port is free again. */
  stop(): Promise<void>;
}

/** A WebSocket server on 127.0.0.1 that says nothing by itself. */
export async function listen(atPort = 0): Promise<Listener> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: atPort });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopped ??= new Promise((resolve) => {
      for (const client of server.clients) client.terminate();
      server.close(() => resolve());
    });
    return stopped;
  };
  return { server, port, stop };
}

export interface BridgeDouble extends Listener {
  readonly received: Frame[];
  /** Binary messages. */
  readonly attached: Buffer[];
  readonly sent: string[];
}

/** A bridge that proves itself as shared/proof.ts says, then answers hello and status. */
export async function startBridge(behaviour: Behaviour = {}, atPort = 0): Promise<BridgeDouble> {
  const listener = await listen(atPort);
  const received: Frame[] = [];
  const attached: Buffer[] = [];
  const sent: string[] = [];
  listener.server.on('connection', (socket) => {
    const send = (frame: unknown): void => {
      const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
      sent.push(text);
      socket.send(text);
    };
    const transcript = {
      bridgeNonce: nonce(webcrypto),
      address: `127.0.0.1:${listener.port}`,
      extension: behaviour.extension ?? EXTENSION_ID,
      bridge: behaviour.bridge ?? BRIDGE,
    };
    const proofs = async (clientNonce: string): Promise<unknown> => {
      const tags = Array.from({ length: PROOF_SLOTS }, () => toBase64Url(randomBytes(32)));
      tags[5] = await proofTag(webcrypto, behaviour.secret ?? SECRET, 'bridge', { ...transcript, clientNonce });
      return { p: tags };
    };
    send({ s: transcript.bridgeNonce });
    const receive = async (data: RawData): Promise<void> => {
      const frame = JSON.parse(String(data)) as Frame;
      received.push(frame);
      const instead = behaviour.answer?.(frame, socket);
      if (instead === null) return;
      if (instead !== undefined) send(instead);
      else if (typeof frame.c === 'string') send(await proofs(frame.c));
      else if (frame.method === 'hello') send({ jsonrpc: '2.0', id: frame.id, result: HELLO });
      else if (frame.method === 'status') send({ jsonrpc: '2.0', id: frame.id, result: STATUS });
    };
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) attached.push(data);
      else void receive(data);
    });
  });
  return { ...listener, received, attached, sent };
}
