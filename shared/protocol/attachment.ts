/**
 * A long text of a request travels outside of its JSON, so that no document is escaped and parsed with it: before the
 * request go binary messages, each `u32 id of the request, big endian | bytes`, which together are the text in UTF-8.
 * Messages for one request are not mixed with those for another.
 */

/** A text longer than this is attached; in UTF-16 code units. */
export const INLINE_LENGTH = 65_536;

const ID_BYTES = 4;
/** Fits into `MAX_FRAME_BYTES`, and is passed on while the next one is still on its way. */
const PART_BYTES = 262_144;

/** The param of a method that may be attached, and its limit. */
export interface AttachedParam {
  readonly param: string;
  /** In UTF-8. */
  readonly maxBytes: number;
}

export function attachedParam(method: {
  readonly method: string;
  readonly attached?: AttachedParam;
}): AttachedParam | null {
  return method.attached ?? null;
}

/** The binary messages that carry `bytes`. */
export function attachmentMessages(id: number, bytes: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const messages: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < bytes.length; from += PART_BYTES) {
    const part = bytes.subarray(from, from + PART_BYTES);
    const message = new Uint8Array(ID_BYTES + part.length);
    new DataView(message.buffer).setUint32(0, id);
    message.set(part, ID_BYTES);
    messages.push(message);
  }
  return messages;
}

/** A part of an attachment, as a view on the message; null for a binary message that is none. */
export function readAttachment(message: Uint8Array): { readonly id: number; readonly part: Uint8Array } | null {
  if (message.length <= ID_BYTES) return null;
  const id = new DataView(message.buffer, message.byteOffset).getUint32(0);
  return { id, part: message.subarray(ID_BYTES) };
}
