/** Tools of the scenarios; they run in the page. */

export type Trace = unknown[];

/** Name and message of what a call throws, or its result. */
export function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof DOMException) return `${error.name} (${error.code}): ${error.message}`;
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    return error;
  }
}

/** Constructs a socket only to see it refused. */
export function refusal(...args: unknown[]): unknown {
  return outcome(() => {
    const socket: WebSocket = Reflect.construct(WebSocket, args);
    socket.close();
    return `accepted ${socket.url}`;
  });
}

/** The next event of a type. */
export function next<K extends keyof WebSocketEventMap>(socket: WebSocket, type: K): Promise<WebSocketEventMap[K]> {
  return new Promise((resolve) => socket.addEventListener(type, resolve, { once: true }));
}

export async function opened(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await next(socket, 'open');
  return socket;
}

/** Closes and waits for the end, so that no scenario disturbs the next. */
export async function finish(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return;
  const closed = next(socket, 'close');
  socket.close();
  await closed;
}

/** Binary data as text, whatever its form. */
export async function readable(data: unknown): Promise<unknown> {
  if (data instanceof Blob) return `Blob(${data.type}) ${new Uint8Array(await data.arrayBuffer())}`;
  if (data instanceof ArrayBuffer) return `ArrayBuffer ${new Uint8Array(data)}`;
  return data;
}

/**
 * Every field of an event that a page can read. `isTrusted` is left out: only the browser itself can make a trusted event.
 * So are the times.
 */
function fields(event: Event): Record<string, unknown> {
  const all: Record<string, unknown> = { class: event.constructor.name, string: String(event) };
  const targets: Record<string, unknown> = { target: true, currentTarget: true, srcElement: true };
  for (const name in event) {
    const value: unknown = Reflect.get(event, name);
    if (name === 'isTrusted' || name === 'timeStamp' || typeof value === 'function') continue;
    if (targets[name]) all[name] = value instanceof WebSocket;
    else if (name === 'ports') all[name] = `${(value as unknown[]).length} ${Object.isFrozen(value)}`;
    else all[name] = value instanceof Blob || value instanceof ArrayBuffer ? String(value) : value;
  }
  return all;
}

/** Writes every event of the socket down, with the state it was seen in. */
export function record(socket: WebSocket, trace: Trace): void {
  for (const type of ['open', 'message', 'error', 'close'] as const)
    socket.addEventListener(type, (event) => trace.push([type, socket.readyState, fields(event)]));
}
