import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import type { PeerOwner } from '../../bridge/ports.js';
import type { Pairing } from '../../bridge/server/proof.js';
import { type BridgeServer, type ServerParts, startServer } from '../../bridge/server/server.js';
import type { Client, Context } from '../../bridge/signing/context.js';
import { success } from '../../shared/protocol/reasons.js';
import { freePorts } from '../e2e/free-ports.js';
import { FakeClock } from './fake-clock.js';
import { type ClientIdentity, dial, type FrameSocket, prove } from './proven-client.js';

export const EXTENSION = 'abcdefghijklmnopabcdefghijklmnop';
export const identity: ClientIdentity = { extension: EXTENSION, bridge: 'bridge-1', secret: randomBytes(32) };

const NOBODY: ServerParts['pairing'] = { admits: () => false, serve: async (wire) => wire.close() };

/** A server on a free port for each test of the file, with handlers that note what reaches them. */
export class ServerUnderTest {
  clock = new FakeClock();
  readonly contexts: Context[] = [];
  /** The frames of vendor calls. */
  readonly frames: string[] = [];
  readonly closedSockets: string[] = [];
  /** Names of what was logged. */
  readonly events: string[] = [];
  /** How vendor calls are answered. */
  answer = '1|GetCertCount|{}';
  readonly gone: Client[] = [];
  /** Whether any client is connected, each time that changed. */
  readonly connected: boolean[] = [];
  /** What the system says of who connects. */
  peer: PeerOwner = 'same';
  pairings: Pairing[] = [];
  /** What serves pairings; nobody at first. */
  desk: ServerParts['pairing'] = NOBODY;
  release = (): void => undefined;
  private held = Promise.resolve();
  private started: { readonly parts: ServerParts; server: BridgeServer } | undefined;
  private readonly opened: FrameSocket[] = [];

  constructor() {
    beforeEach(async () => {
      this.clock = new FakeClock();
      for (const list of [this.contexts, this.frames, this.closedSockets, this.gone, this.connected, this.events]) {
        list.length = 0;
      }
      this.answer = '1|GetCertCount|{}';
      this.release();
      this.peer = 'same';
      this.pairings = [
        { id: 'other', bridge: 'bridge-1', secret: randomBytes(32) },
        { id: 'mine', bridge: 'bridge-1', secret: identity.secret },
      ];
      this.desk = NOBODY;
      const parts = this.makeParts(await freePorts(2));
      this.started = { parts, server: await startServer(parts) };
    });
    afterEach(async () => {
      for (const { socket } of this.opened.splice(0)) socket.terminate();
      await this.started?.server.close();
    });
  }

  get parts(): ServerParts {
    if (!this.started) throw new Error('the server runs during tests only');
    return this.started.parts;
  }

  get server(): BridgeServer {
    if (!this.started) throw new Error('the server runs during tests only');
    return this.started.server;
  }

  /** From now on vendor calls are answered after `release`. */
  hold(): void {
    this.held = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  /** Ends the server as the bridge's own end does, and starts it anew. */
  async restart(): Promise<void> {
    const { parts, server } = this;
    await server.close();
    this.started = { parts, server: await startServer(parts) };
  }

  /** A connection up to the proof. */
  async dial(): Promise<FrameSocket> {
    const frames = await dial(this.server.port, EXTENSION);
    this.opened.push(frames);
    return frames;
  }

  /** A connection of a paired client. */
  async proven(): Promise<FrameSocket> {
    const frames = await this.dial();
    await prove(frames, this.server.port, identity);
    return frames;
  }

  private makeParts(ports: readonly number[]): ServerParts {
    return {
      clock: this.clock,
      log: { event: (name) => this.events.push(name) },
      language: 'zh-CN',
      ports,
      extensions: [EXTENSION],
      pairings: () => this.pairings,
      pairing: { admits: () => this.desk.admits(), serve: (wire, client) => this.desk.serve(wire, client) },
      peer: async () => ({ program: '/usr/bin/chromium', user: 'clerk' }),
      handlers: {
        hello: async () => success({ protocol: 1, version: '1', methods: [] }),
        status: async () => success({ version: '1', demo: false, windows: { password: true, confirm: true } }),
        'environment.get': async () => ({ ok: false, reason: 'internal' }),
        'token.list': () => Promise.reject(new Error('a fault of ours')),
        'certificate.list': async () => ({ ok: false, reason: 'driver.crashed' }),
        'password.change': async () => ({ ok: false, reason: 'password.refused' }),
        'journal.list': async () => success({ rows: [], next: null }),
        'journal.verify': async () => ({ ok: false, reason: 'records.unwritable' }),
        'journal.export': async () => success({ csv: '', next: null }),
        'pairing.list': async () => success({ pairings: [] }),
        'pairing.rename': async () => success({}),
        'pairing.revoke': async () => success({}),
        'tab.state': async () => success({ pausedUntil: null, bound: null, wanted: null, grant: null }),
        'tab.rebind': async () => success({}),
        'site.resume': async () => success({}),
        'grant.ask': async () => success({}),
        'vendor.call': async ({ frame }, ctx) => {
          this.contexts.push(ctx);
          this.frames.push(frame);
          await this.held;
          return success({ frame: this.answer });
        },
      },
      vendorClosed: (_, socket) => this.closedSockets.push(socket),
      peerOwner: () => this.peer,
      admitUnknownPeers: true,
      clientGone: (client) => this.gone.push(client),
      connected: (any) => this.connected.push(any),
    };
  }
}
