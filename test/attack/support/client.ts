import { randomBytes } from 'node:crypto';
import type { Caller } from '../../../shared/protocol/envelope.js';
import { PROTOCOL_VERSION } from '../../../shared/protocol/hello.js';
import type { PageClaims } from '../../../shared/protocol/page-claims.js';
import { vendorAnswer } from '../../../shared/vendor/frame.js';
import { type ClientIdentity, dial, type FrameSocket, prove } from '../../support/proven-client.js';

/** What a page says that has just been asked for a login. */
export const LOGIN_CLAIMS: PageClaims = { purpose: 'login', company: null, code: null, acted: true };

/** An answer to a JSON-RPC request: one of the two. */
export interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A random id as the extension makes them. */
export const randomId = (): string => randomBytes(16).toString('hex');

/** A proven connection, as an honest extension holds it, or whoever has stolen the secret. */
export class Client {
  /** Requests without an answer, by their id. */
  private readonly asked = new Map<number, (answer: Answer) => void>();
  private id = 0;

  private constructor(readonly frames: FrameSocket) {
    void this.read();
  }

  /** @throws Error where the bridge does not prove itself */
  static async connect(port: number, identity: ClientIdentity): Promise<Client> {
    const frames = await prove(await dial(port, identity.extension), port, identity);
    if (!frames) throw new Error('the bridge did not prove itself');
    const client = new Client(frames);
    // Until the bridge has checked the proof, only a few frames may wait.
    await client.call('hello', { protocol: PROTOCOL_VERSION, version: '1' });
    return client;
  }

  /** Rejects when the connection ends before the answer. */
  call(method: string, params: unknown, caller?: unknown, more: object = {}): Promise<Answer> {
    this.id += 1;
    const { id } = this;
    this.frames.send({ jsonrpc: '2.0', id, method, params, ...(caller === undefined ? {} : { caller }), ...more });
    return new Promise((resolve, reject) => {
      this.asked.set(id, resolve);
      void this.frames.closed.then(({ code }) => reject(new Error(`the connection ended: ${code}`)));
    });
  }

  /** A document in a tab, for which the extension answers. */
  page(caller: Partial<Caller> = {}): PageCaller {
    return new PageCaller(this, {
      origin: 'https://portal.test',
      tab: 1,
      frame: 0,
      document: 'document-1',
      ancestors: [],
      ...caller,
    });
  }

  /** Ends the connection as the death of the service worker does; resolves when it has ended. */
  async end(): Promise<void> {
    this.frames.socket.terminate();
    await this.frames.closed;
  }

  private async read(): Promise<never> {
    for (;;) {
      const frame = (await this.frames.next()) as Answer & { readonly id?: number | null };
      // A notification has no id; what could not be read as a request is answered with none.
      if (frame.id === undefined) continue;
      const id = frame.id ?? [...this.asked.keys()][0] ?? 0;
      this.asked.get(id)?.(frame);
      this.asked.delete(id);
    }
  }
}

/** What a page gets to read of an answer. */
export interface Fields {
  readonly ret: number;
  readonly msg: string;
  readonly [name: string]: unknown;
}

/** A page with one vendor socket. */
export class PageCaller {
  /** What it says of itself with its requests for signatures. */
  claims: PageClaims | undefined;

  constructor(
    private readonly client: Client,
    readonly caller: Caller,
    readonly socket = randomId(),
  ) {}

  /** The text that answers a frame; null for none. As the extension does, it words the bridge's refusals for the page. */
  async frame(frame: string, key = randomId()): Promise<string | null> {
    const page = this.claims && { page: this.claims };
    const params = { socket: this.socket, service: 'certificate', key, frame, ...page };
    const { result, error } = await this.client.call('vendor.call', params, this.caller);
    if (error) return vendorAnswer('Refused', { ret: -1, msg: error.message });
    return (result as { frame: string | null }).frame;
  }

  async call(fn: string, params: object = {}, key = randomId()): Promise<Fields> {
    const answer = (await this.frame(`1|${fn}|${JSON.stringify(params)}`, key)) ?? '';
    return JSON.parse(answer.slice(answer.indexOf('{'))) as Fields;
  }

  /** Chooses the certificate and asks for a signature. */
  async sign(signText: string, key = randomId()): Promise<Fields> {
    await this.call('SelectSignCert');
    return this.call('SignText', { signText }, key);
  }

  /** The page's socket is closed. */
  close(): void {
    const { socket, caller } = this;
    this.client.frames.send({ jsonrpc: '2.0', method: 'vendor.closed', params: { socket }, caller });
  }
}
