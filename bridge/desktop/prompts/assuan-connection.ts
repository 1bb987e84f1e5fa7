import type { Readable, Writable } from 'node:stream';
import { encodeCommand, LineReader, parseLine } from './assuan.js';

/** Data longer than this is not a password. */
const MAX_DATA = 4096;

export type Reply =
  | { readonly kind: 'ok'; readonly data: Buffer; readonly statuses: readonly string[] }
  | { readonly kind: 'error'; readonly code: number }
  /** The program is gone or does not keep to the protocol; nothing more can be asked. */
  | { readonly kind: 'broken' };

/** One command at a time to a program that speaks Assuan on its standard input and output. */
export class AssuanConnection {
  readonly #input: Writable;
  readonly #reader = new LineReader();
  readonly #parts: Buffer[] = [];
  #statuses: string[] = [];
  #broken = false;
  #settle: ((reply: Reply) => void) | null = null;

  constructor(input: Writable, output: Readable) {
    this.#input = input;
    output.on('data', (chunk: Buffer) => {
      if (!this.#reader.push(chunk, (line) => this.#take(line))) this.#fail();
    });
    output.once('close', () => this.#fail());
    output.once('error', () => this.#fail());
  }

  /** The line with which a server begins. */
  greeting(): Promise<Reply> {
    return this.#reply();
  }

  /** `data` of the reply is the receiver's to wipe. A command that does not fit into a line breaks the connection. */
  command(name: string, argument?: string): Promise<Reply> {
    const line = encodeCommand(name, argument);
    if (!line) this.#fail();
    else if (!this.#broken) this.#input.write(line);
    return this.#reply();
  }

  #reply(): Promise<Reply> {
    if (this.#broken) return Promise.resolve({ kind: 'broken' });
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  #take(bytes: Buffer): void {
    const line = parseLine(bytes);
    switch (line.kind) {
      case 'ok':
        this.#finish({ kind: 'ok', data: this.#takeData(), statuses: this.#statuses });
        break;
      case 'error':
        this.#dropData();
        this.#finish({ kind: 'error', code: line.code });
        break;
      case 'data':
        this.#parts.push(line.bytes);
        if (this.#parts.reduce((sum, part) => sum + part.length, 0) > MAX_DATA) this.#fail();
        break;
      case 'status':
        this.#statuses.push(line.keyword);
        break;
      case 'inquire':
        this.#input.write('CAN\n');
        break;
      case 'comment':
        break;
      case 'malformed':
        this.#fail();
    }
  }

  #takeData(): Buffer {
    const data = Buffer.alloc(this.#parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#parts) at += part.copy(data, at);
    this.#dropData();
    return data;
  }

  #dropData(): void {
    for (const part of this.#parts.splice(0)) part.fill(0);
  }

  #fail(): void {
    this.#broken = true;
    this.#reader.wipe();
    this.#dropData();
    this.#finish({ kind: 'broken' });
  }

  #finish(reply: Reply): void {
    const settle = this.#settle;
    this.#settle = null;
    this.#statuses = [];
    if (settle) settle(reply);
    else if (reply.kind === 'ok') reply.data.fill(0);
  }
}
