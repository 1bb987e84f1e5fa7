import type { Writable } from 'node:stream';
/**
 * Framing between the bridge and a driver process:
 *
 *   u32 length of the payload, big endian | u8 kind (1 json · 2 bytes · 3 secret) | payload
 *
 * A json payload is one message in UTF-8. Bytes and secrets are attachments: u32 id of the request, then the
 * bytes; they go before the message that they belong to.
 */

/** The largest payload either side accepts. */
export const MAX_PAYLOAD_BYTES = 1_048_576;

const KIND_NUMBER = { json: 1, bytes: 2, secret: 3 } as const;
const KIND_NAME: Readonly<Record<number, keyof typeof KIND_NUMBER>> = { 1: 'json', 2: 'bytes', 3: 'secret' };
const LENGTH_BYTES = 4;
const HEADER_BYTES = LENGTH_BYTES + 1;
const ID_BYTES = 4;

/** The largest attachment. */
export const MAX_ATTACHMENT_BYTES = MAX_PAYLOAD_BYTES - ID_BYTES;

export type AttachmentKind = 'bytes' | 'secret';

export type Frame =
  | { readonly kind: 'json'; readonly message: unknown }
  | { readonly kind: AttachmentKind; readonly id: number; readonly data: Buffer };

/** Throws RangeError when the message is larger than a payload may be. */
export function encodeMessage(message: object): Buffer {
  return encode('json', Buffer.from(JSON.stringify(message), 'utf8'));
}

/**
 * The frame holds a copy of `data`; whoever sends a secret wipes it afterwards.
 * Throws RangeError when the data is larger than a payload may be.
 */
export function encodeAttachment(kind: AttachmentKind, id: number, data: Uint8Array): Buffer {
  const payload = Buffer.alloc(ID_BYTES + data.length);
  payload.writeUInt32BE(id);
  payload.set(data, ID_BYTES);
  const frame = encode(kind, payload);
  payload.fill(0);
  return frame;
}

function encode(kind: keyof typeof KIND_NUMBER, payload: Buffer): Buffer {
  if (payload.length > MAX_PAYLOAD_BYTES) throw new RangeError('payload too large');
  const frame = Buffer.alloc(HEADER_BYTES + payload.length);
  frame.writeUInt32BE(payload.length);
  frame.writeUInt8(KIND_NUMBER[kind], LENGTH_BYTES);
  frame.set(payload, HEADER_BYTES);
  return frame;
}

/**
 * Answers the frames that a chunk of the stream completes, or null once the stream is not in this format:
 * then it stays so, and the other end is not to be trusted further.
 * The reader owns the chunks that it is given and wipes them, because they may hold a secret.
 */
export type FrameReader = (chunk: Buffer) => readonly Frame[] | null;

export function createFrameReader(): FrameReader {
  let pending: Buffer = Buffer.alloc(0);
  let broken = false;
  return (chunk) => {
    if (broken) return null;
    const stream = Buffer.concat([pending, chunk]);
    pending.fill(0);
    chunk.fill(0);
    const frames: Frame[] = [];
    let offset = 0;
    while (!broken && stream.length - offset >= HEADER_BYTES) {
      const length = stream.readUInt32BE(offset);
      const kind = KIND_NAME[stream.readUInt8(offset + LENGTH_BYTES)];
      const start = offset + HEADER_BYTES;
      const end = start + length;
      const refused = kind === undefined || length > MAX_PAYLOAD_BYTES;
      if (!refused && stream.length < end) break;
      const frame = refused ? null : decode(kind, stream.subarray(start, end));
      if (frame) frames.push(frame);
      else broken = true;
      offset = end;
    }
    if (!broken) pending = Buffer.from(stream.subarray(offset));
    stream.fill(0);
    return broken ? null : frames;
  };
}

function decode(kind: keyof typeof KIND_NUMBER, payload: Buffer): Frame | null {
  if (kind === 'json') return decodeMessage(payload);
  if (payload.length < ID_BYTES) return null;
  const data = Buffer.alloc(payload.length - ID_BYTES);
  payload.copy(data, 0, ID_BYTES);
  return { kind, id: payload.readUInt32BE(), data };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function decodeMessage(payload: Buffer): Frame | null {
  try {
    const message: unknown = JSON.parse(UTF8.decode(payload));
    return { kind: 'json', message };
  } catch {
    // Neither UTF-8 nor JSON: the stream is broken, and null says so.
    return null;
  }
}

/** Sends a frame and wipes it when the system has taken it: it may hold a password. */
export function writeAndWipe(channel: Writable, frame: Buffer): void {
  channel.write(frame, () => frame.fill(0));
}
