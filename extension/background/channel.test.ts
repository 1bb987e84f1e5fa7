import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { listen } from '../../test/doubles/bridge.js';
import { Channel } from './channel.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((stop) => stop()));
});

/** A channel and the other end of it. */
async function connected() {
  const { server, port, stop } = await listen();
  closing.push(stop);
  const channel = new Channel(new WebSocket(`ws://127.0.0.1:${port}/`));
  const [far] = (await once(server, 'connection')) as [WebSocket];
  await channel.opened;
  return { channel, far };
}

test('who sends more than is read loses the connection', async () => {
  const { channel, far } = await connected();
  for (let i = 0; i < 65; i += 1) far.send('x');
  await once(far, 'close');
  expect([channel.ended, await channel.next()]).toEqual([true, null]);
});

test('what is read in time is not counted', async () => {
  const { channel, far } = await connected();
  for (let round = 0; round < 5; round += 1) {
    for (let i = 0; i < 60; i += 1) far.send(String(i));
    for (let i = 0; i < 60; i += 1) expect(await channel.next()).toBe(String(i));
  }
});

test('who does not read loses the connection', async () => {
  const { channel, far } = await connected();
  far.pause();
  const part = new Uint8Array(1_000_000);
  await vi.waitUntil(() => {
    channel.send(part);
    return channel.ended;
  }, 10_000);
  channel.send(part);
  far.resume();
  await once(far, 'close');
});
