import { connect } from 'node:net';
import { PROOF_SUBPROTOCOL } from '../../../shared/proof.js';
import { EXTENSION_ID } from '../../../shared/protocol/extension-id.js';

export const SWITCHED = /^HTTP\/1\.1 101 /;
/** All that a stranger may ever read. */
export const BARE_404 = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** Headers of an upgrade that the doors let through. */
export function goodHeaders(port: number): Readonly<Record<string, string>> {
  return {
    Host: `127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'Sec-WebSocket-Protocol': PROOF_SUBPROTOCOL,
    Origin: `chrome-extension://${EXTENSION_ID}`,
  };
}

/** Asks for an upgrade with these headers over the good ones, an empty one being left out; answers as `say` does. */
export function knock(port: number, headers: Readonly<Record<string, string>>, path = '/'): Promise<string> {
  const lines = Object.entries({ ...goodHeaders(port), ...headers }).flatMap(([name, value]) =>
    value === '' ? [] : [`${name}: ${value}`],
  );
  return say(port, `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
}

/** All that is answered to these bytes until the other end hangs up, or up to the first frame after an upgrade. */
export function say(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
      // Behind the headers the bridge speaks first.
      if (SWITCHED.test(text) && !text.endsWith('\r\n\r\n')) socket.destroy();
    });
    // A reset is an answer, too: what was read before it counts.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(text));
  });
}
