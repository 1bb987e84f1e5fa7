import fc from 'fast-check';
import { beforeAll } from 'vitest';
import type { FrameSocket } from '../support/proven-client.js';
import { ServerUnderTest } from '../support/server-under-test.js';
import { fuzz } from './fuzz.js';
import { hostileBytes, hostileJson } from './mutate.js';
import { clientFrame } from './requests.js';

const test = new ServerUnderTest();
const binary = hostileBytes(fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)));
let frames: FrameSocket | null = null;
let id = 1_000_000;
beforeAll(() => {
  frames = null;
});

fuzz('frames of a client, over a real WebSocket', fc.oneof(hostileJson(clientFrame), binary), async (message) => {
  if (!frames) {
    frames = await test.proven();
    // While its proof is checked a connection may say little.
    await frames.call('status', {});
  }
  frames.socket.send(message);
  id += 1;
  frames.send({ jsonrpc: '2.0', id, method: 'status', params: {} });
  for (;;) {
    const answer = (await frames.next()) as { id?: unknown };
    if (answer.id === id) break;
  }
  for (const list of [test.contexts, test.frames, test.closedSockets, test.events]) list.length = 0;
});
