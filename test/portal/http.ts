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

  /** A member that may be absent, null or an empty text. */
  optionalText(name: string, maxLength: number): string | undefined {
    const value = this.members.get(name) ?? '';
    return value === '' ? undefined : this.text(name, maxLength);
  }

  flag(name: string): boolean {
    return this.members.get(name) === true;
  }

  /** A member that must be a whole number from 1 to `largest`. */
  count(name: string, largest: number): number {
    const value = this.members.get(name);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > largest) {
      throw new Refusal('malformed');
    }
    return value;
  }

  /** A member that must be a list of texts. */
  texts(name: string): string[] {
    return this.#list(name).map((value) => {
      if (typeof value !== 'string') throw new Refusal('malformed');
      return value;
    });
  }

  /** A member that must be an object of texts; null, as an emptied date picker gives, is an empty text. */
  fields(name: string): Record<string, string> {
    return toFields(this.members.get(name));
  }

  /** A member that must be a list of objects of texts. */
  records(name: string): Record<string, string>[] {
    return this.#list(name).map(toFields);
  }

  #list(name: string): unknown[] {
    const value = this.members.get(name);
    if (!Array.isArray(value)) throw new Refusal('malformed');
    return value;
  }
}

function toFields(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal('malformed');
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => {
      if (typeof text !== 'string' && text !== null) throw new Refusal('malformed');
      return [name, text ?? ''];
    }),
  );
}

/** Media types that a form of another site can send without asking first. */
const FORM_TYPES = ['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded', ''];

/** Reads a JSON object. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const content = await readBytes(request, MAX_BODY_BYTES);
  if (mediaTypeOf(request) !== 'application/json') throw new Refusal('malformed');
  const value = parseJson(content.toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal('malformed');
  return new Body(new Map(Object.entries(value)));
}

/** Reads a file that is the whole body, and the address's query. */
export async function readFileBody(request: IncomingMessage, maxBytes: number): Promise<{ body: Body; file: Buffer }> {
  const file = await readBytes(request, maxBytes);
  if (FORM_TYPES.includes(mediaTypeOf(request))) throw new Refusal('malformed');
  return { body: new Body(new Map(queryOf(request))), file };
}

export function queryOf(request: IncomingMessage): URLSearchParams {
  return new URLSearchParams(request.url?.split('?')[1] ?? '');
}

function mediaTypeOf(request: IncomingMessage): string {
  return request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Read to the end even when it is too large: closing earlier would cost the client our answer.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  }
  if (size > maxBytes) throw new Refusal('too-large');
  return Buffer.concat(chunks);
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
