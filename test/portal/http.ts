import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from './refusals.js';

const MAX_BODY_BYTES = 64 * 1024;

/** The members of a request's JSON object. */
export class Body {
  constructor(private readonly members: ReadonlyMap<string, unknown>) {}

  /** A member that must be a text of 1 to `maxLength` characters. */
  text(name: string, maxLength: number): string {
    const value = this.members.get(name);
    if (typeof value !== 'string' || value === '' || value.length > maxLength) throw new Refusal('malformed');
    return value;
  }
}

export async function readBody(request: IncomingMessage): Promise<Body> {
  const mediaType = request.headers['content-type']?.split(';', 1)[0]?.trim();
  const chunks: Buffer[] = [];
  let size = 0;
  // Read to the end even when it is too large: closing earlier would cost the client our answer.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) throw new Refusal('too-large');
  if (mediaType !== 'application/json') throw new Refusal('malformed');
  const value = parseJson(Buffer.concat(chunks).toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal('malformed');
  return new Body(new Map(Object.entries(value)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Where the JSON broke is of no use to the page's user.
    throw new Refusal('malformed');
  }
}

export function sendJson(response: ServerResponse, status: number, value: object, cookie?: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
  });
  response.end(JSON.stringify(value));
}
