/**
 * Dials as the extension's service worker does, and where a bridge has proved itself says what it was told to say. Prints
 * how it went.
 */
import { webcrypto } from 'node:crypto';
import { WebSocket } from 'ws';
import { dial } from '../../../extension/background/dial.js';

export interface LinkOrders {
  readonly ports: readonly number[];
  readonly bridge: string;
  /** base64url. */
  readonly secret: string;
  readonly extension: string;
  readonly says: string;
}

async function main({ ports, bridge, secret, extension, says }: LinkOrders): Promise<string> {
  const connect = (url: string, subprotocol: string) =>
    new WebSocket(url, subprotocol, { origin: `chrome-extension://${extension}` });
  const pairing = { bridge, secret: Buffer.from(secret, 'base64url') };
  const dialled = await dial({ connect, crypto: webcrypto, extension }, ports, pairing);
  if (!dialled.ok) return dialled.reason;
  dialled.value.send(says);
  await dialled.value.next();
  dialled.value.close();
  return 'connected';
}

void main(JSON.parse(process.argv[2] ?? '') as LinkOrders).then((end) => process.stdout.write(end));
