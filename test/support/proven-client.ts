import { webcrypto } from 'node:crypto';
import { WebSocket } from 'ws';
import { nonce, PROOF_SUBPROTOCOL, proofTag, sameTag } from '../../shared/proof.js';
import { attachmentMessages } from '../../shared/protocol/attachment.js';

export interface ClientIdentity {
  readonly extension: string;
  readonly bridge: string;
  readonly secret: Buffer;
  /** The address that goes into the proof; by default the one that is dialled. */
  readonly address?: string;
}

/** Opens a socket to a bridge as an extension's service worker does; resolves when the upgrade is done. */
export function dial(port: number, extension: string): Promise<FrameSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, PROOF_SUBPROTOCOL, {
    origin: `chrome-extension://${extension}`,
    perMessageDeflate: false,
  });
  const frames = new FrameSocket(socket);
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(frames));
    socket.once('error', reject);
  });
}

/** Runs the client's side of the handshake; null where the bridge did not prove itself. */
export async function prove(frames: FrameSocket, port: number, identity: ClientIdentity): Promise<FrameSocket | null> {
  const { s } = (await frames.next()) as { s: string };
  const c = nonce(webcrypto);
  frames.send({ c });
  const { p } = (await frames.next()) as { p: string[] };
  const transcript = {
    bridgeNonce: s,
    clientNonce: c,
    address: identity.address ?? `127.0.0.1:${port}`,
    extension: identity.extension,
    bridge: identity.bridge,
  };
  const expected = await proofTag(webcrypto, identity.secret, 'bridge', transcript);
  if (!p.some((tag) => sameTag(tag, expected))) return null;
  frames.send({ p: await proofTag(webcrypto, identity.secret, 'client', transcript) });
  return frames;
}

/** A socket whose JSON frames are taken one at a time. */
export class FrameSocket {
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly arrived: unknown[] = [];
  private readonly waiting: ((frame: unknown) => void)[] = [];
  private id = 0;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const frame: unknown = JSON.parse(data.toString('utf8'));
      const resolve = this.waiting.shift();
      if (resolve) resolve(frame);
      else this.arrived.push(frame);
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  /** The next frame; never resolves after the end. */
  next(): Promise<unknown> {
    if (this.arrived.length > 0) return Promise.resolve(this.arrived.shift());
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** One JSON-RPC call, with its answer as it came. `attached` goes before it. */
  async call(
    method: string,
    params: unknown,
    caller?: unknown,
    attached = Buffer.alloc(0),
  ): Promise<Record<string, unknown>> {
    this.id += 1;
    for (const message of attachmentMessages(this.id, attached)) this.socket.send(message);
    this.send({ jsonrpc: '2.0', id: this.id, method, params, ...(caller === undefined ? {} : { caller }) });
    return (await this.next()) as Record<string, unknown>;
  }
}
