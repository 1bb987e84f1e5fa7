import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { Handlers } from '../../bridge/methods/handler.js';
import { Connection } from '../../bridge/server/connection.js';
import { responseSchema } from '../../shared/protocol/envelope.js';
import { METHODS } from '../../shared/protocol/index.js';
import { failure } from '../../shared/protocol/reasons.js';
import { FakeClock } from '../support/fake-clock.js';

/** The part of a socket of ws that a connection uses. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly bufferedAmount = 0;
  readonly sent: string[] = [];

  send(text: string): void {
    this.sent.push(text);
  }

  terminate(): void {
    this.readyState = 3;
  }

  close(): void {
    this.readyState = 2;
  }
}

/** A proven connection whose handlers note what reaches them. */
export class ConnectionUnderFuzz {
  readonly socket = new FakeSocket();
  /** What reached a handler, each with params that its schema accepts. */
  handled = 0;
  readonly closedSockets: string[] = [];
  readonly faults: string[] = [];

  constructor() {
    const handlers = Object.fromEntries(
      Object.entries(METHODS).map(([method, { params: schema }]) => [
        method,
        async (params: unknown) => {
          this.handled += 1;
          if (!schema.safeParse(params).success) this.faults.push(`${method} got params that are none of its own`);
          return failure('token.none');
        },
      ]),
    ) as unknown as Handlers;
    new Connection(
      this.socket as unknown as WebSocket,
      { pairing: 'p', client: 'c' },
      {
        clock: new FakeClock(),
        log: { event: (name) => name === 'internal' && this.faults.push('a fault of ours') },
        language: 'zh-CN',
        handlers,
        vendorClosed: (_, socket) => this.closedSockets.push(socket),
      },
      [],
    );
  }

  /** Hands a message over as ws does, and lets the handlers run. */
  async receive(message: string | Buffer): Promise<void> {
    this.socket.emit('message', Buffer.from(message), typeof message !== 'string');
    await new Promise(setImmediate);
  }

  /** Throws where an answer is none, there are more of them than `messages`, or the connection serves no more. */
  async check(messages: number): Promise<void> {
    const { sent } = this.socket;
    if (sent.length > messages) throw new Error('more answers than messages');
    const answers = sent.map((text) => responseSchema.parse(JSON.parse(text)));
    const told = answers.filter((answer) => 'error' in answer && answer.error.data.reason === 'token.none');
    if (told.length !== this.handled) throw new Error('what was refused reached a handler');
    if (this.faults.length > 0) throw new Error(this.faults.join());
    sent.length = 0;
    await this.receive('{"jsonrpc":"2.0","id":77,"method":"status","params":{}}');
    if (JSON.parse(sent[0] ?? '{}').id !== 77) throw new Error('it serves no more');
    this.socket.emit('close');
  }
}
