import type { PageMessage } from './channel.js';

/** Reads the `detail` of a PAGE_EVENT, which any script of the page can forge; null where it is no message. */
export function readPageMessage(detail: unknown): PageMessage | null {
  if (typeof detail !== 'string') return null;
  let message: unknown;
  try {
    message = JSON.parse(detail);
  } catch {
    // Not from the page's socket.
    return null;
  }
  return isPageMessage(message) ? message : null;
}

function isPageMessage(value: unknown): value is PageMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { type, socket, url, data, code, reason } = value as Record<string, unknown>;
  if (typeof socket !== 'number') return false;
  if (type === 'open') return typeof url === 'string';
  if (type === 'text' || type === 'binary') return typeof data === 'string';
  return type === 'close' && typeof code === 'number' && typeof reason === 'string';
}
