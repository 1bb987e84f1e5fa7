import { randomBytes } from 'node:crypto';
import { INLINE_LENGTH } from '../../shared/protocol/attachment.js';
import { dial, type FrameSocket, prove } from '../support/proven-client.js';
import type { Workbench } from './workbench.js';

/** The page that the bench's client speaks for. */
export const DOCUMENT = { origin: 'https://bench.test', tab: 1, document: 'bench', ancestors: [] };

/** Opens a connection as the extension does: upgrade, proof of both sides, `hello`. */
export async function connect({ port, identity }: Workbench): Promise<FrameSocket> {
  const frames = await prove(await dial(port, identity.extension), port, identity);
  if (!frames) throw new Error('the bridge did not prove itself');
  await frames.call('hello', { protocol: 1, version: '1' });
  return frames;
}

/** A page's socket to the vendor's helper, over a proven connection. */
export class VendorSocket {
  constructor(
    private readonly frames: FrameSocket,
    private readonly socket = randomBytes(16).toString('hex'),
  ) {}

  /** Sends a vendor frame as the extension does, and takes the next answer. Throws unless the function succeeded. */
  async ask(frame: string): Promise<string> {
    const params = { socket: this.socket, service: 'certificate', key: randomBytes(16).toString('hex') };
    const caller = { ...DOCUMENT, frame: 0 };
    let answer =
      frame.length > INLINE_LENGTH
        ? await this.frames.call('vendor.call', params, caller, Buffer.from(frame))
        : await this.frames.call('vendor.call', { ...params, frame }, caller);
    // The bridge tells of changes in between, and that it lives.
    while (!('id' in answer)) answer = (await this.frames.next()) as Record<string, unknown>;
    const text = (answer.result as { readonly frame: string } | undefined)?.frame ?? '';
    if (!/^1\|\w+\|\{"ret":0,/.test(text)) throw new Error(`refused: ${JSON.stringify(answer)}`);
    return text;
  }
}

export function signFrame(data: Buffer): string {
  return `1|SignB64|{"b64data":"${data.toString('base64')}"}`;
}

/** The signature in the answer to `signFrame`. */
export function signatureIn(answer: string): Buffer {
  return Buffer.from(/"signature":"([^"]+)"/.exec(answer)?.[1] ?? '', 'base64');
}
