import { isAscii, isUtf8 } from 'node:buffer';
import { type AttachedParam, readAttachment } from '../../shared/protocol/attachment.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';

/** The most that is kept for a request, in bytes; a method's own limit is no higher. */
const MAX_BYTES = 12_000_000;
/** A part takes more than its bytes, so there are no more than a client needs who fills each well. */
const MAX_PARTS = 1_000;

export interface Attachment {
  readonly id: number;
  readonly parts: Uint8Array[];
  /** Of the parts. */
  bytes: number;
  /** More has come than is kept; then nothing is. */
  excessive: boolean;
}

/** What a connection attaches to the request that it is about to send. */
export class Attachments {
  private waiting: Attachment | null = null;

  /** False where the message is no part of the one attachment under way; then nothing is kept. */
  receive(message: Uint8Array): boolean {
    const read = readAttachment(message);
    const waiting = read && (this.waiting ?? { id: read.id, parts: [], bytes: 0, excessive: false });
    this.waiting = waiting?.id === read?.id ? waiting : null;
    if (!read || !this.waiting) return false;
    add(this.waiting, read.part);
    return true;
  }

  /** What came for that request. It is forgotten here, and so is what came for another. */
  take(id: number): Attachment | null {
    const { waiting } = this;
    this.waiting = null;
    return waiting?.id === id ? waiting : null;
  }
}

function add(attachment: Attachment, part: Uint8Array): void {
  const { parts } = attachment;
  attachment.excessive ||= parts.length >= MAX_PARTS || attachment.bytes + part.length > MAX_BYTES;
  attachment.bytes = attachment.excessive ? 0 : attachment.bytes + part.length;
  if (attachment.excessive) parts.length = 0;
  else parts.push(part);
}

/**
 * The params with the attached text put in. `request.tooLarge`; `request.invalid` where the method takes none, the
 * params hold the text already, or it is not UTF-8.
 */
export function withAttachment(params: unknown, attached: Attachment, rule: AttachedParam | null): Result<unknown> {
  if (!rule || !isRecord(params) || Object.hasOwn(params, rule.param)) return failure('request.invalid');
  if (attached.excessive || attached.bytes > rule.maxBytes) return failure('request.tooLarge');
  const bytes = Buffer.concat(attached.parts);
  // The same for ASCII, at two thirds of the time.
  const encoding = isAscii(bytes) ? 'latin1' : isUtf8(bytes) ? 'utf8' : null;
  return encoding ? success({ ...params, [rule.param]: bytes.toString(encoding) }) : failure('request.invalid');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
