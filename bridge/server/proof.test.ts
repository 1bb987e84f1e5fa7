import { randomBytes } from 'node:crypto';
import { connect, createServer, type Server as TcpServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { PROOF_DEADLINE_MS, PROOF_SUBPROTOCOL } from '../../shared/proof.js';
import { type ClientIdentity, FrameSocket, prove } from '../../test/support/proven-client.js';
import { EXTENSION, identity, ServerUnderTest } from '../../test/support/server-under-test.js';

const test = new ServerUnderTest();

describe('the proof', () => {
  it('lets a paired client in, with the frames that it sends at once', async () => {
    const frames = await test.dial();
    await prove(frames, test.server.port, identity);
    expect(await frames.call('hello', { protocol: 1, version: '1' })).toMatchObject({ id: 1, result: { protocol: 1 } });
  });

  it('hides how many pairings there are', async () => {
    const frames = await test.dial();
    await frames.next();
    frames.send({ c: 'A'.repeat(43) });
    expect(await frames.next()).toEqual({ p: Array.from({ length: 8 }, () => expect.stringMatching(/^[\w-]{43}$/)) });
  });

  it('is for the extension alone that a pairing was made with', async () => {
    test.pairings = [{ id: 'mine', bridge: identity.bridge, secret: identity.secret, extension: 'p'.repeat(32) }];
    expect(await prove(await test.dial(), test.server.port, identity)).toBeNull();
    test.pairings = [{ id: 'mine', bridge: identity.bridge, secret: identity.secret, extension: EXTENSION }];
    expect(await prove(await test.dial(), test.server.port, identity)).not.toBeNull();
  });

  it('of a pairing that is revoked meanwhile is worth nothing', async () => {
    const frames = await test.dial();
    const asking = prove(frames, test.server.port, identity);
    await asking;
    test.pairings = [];
    expect(await frames.closed).toMatchObject({ code: 1006 });
  });

  it.each<[string, ClientIdentity]>([
    ['another secret', { ...identity, secret: randomBytes(32) }],
    ['another bridge id', { ...identity, bridge: 'bridge-2' }],
  ])('fails with %s: the bridge’s own tag is of no use', async (_, stranger) => {
    const frames = await test.dial();
    expect(await prove(frames, test.server.port, stranger)).toBeNull();
    frames.send({ p: 'A'.repeat(43) });
    expect(await frames.closed).toEqual({ code: 1006, reason: '' });
  });

  it.each([
    '',
    'x',
    '{}',
    '[]',
    '{"c":1}',
    '{"c":"short"}',
    '{"jsonrpc":"2.0","id":1,"method":"status","params":{}}',
    'A'.repeat(600),
  ])('is not replaced by %j: closed without a word', async (text) => {
    const frames = await test.dial();
    await frames.next();
    frames.send(text);
    expect(await frames.closed).toEqual({ code: 1006, reason: '' });
  });

  it('cannot be replayed on another connection', async () => {
    const first = await test.dial();
    const sent: string[] = [];
    const send = first.socket.send.bind(first.socket);
    first.socket.send = (data: string) => {
      sent.push(data);
      send(data);
    };
    await prove(first, test.server.port, identity);
    await first.call('status', {});
    const second = await test.dial();
    await second.next();
    second.send(sent[0]);
    await second.next();
    second.send(sent[1]);
    expect(await second.closed).toEqual({ code: 1006, reason: '' });
  });

  it('cannot be relayed by a squatter on another port', async () => {
    const squatter = await relayTo(test.server.port);
    const address = squatter.address() as { port: number };
    // The squatter rewrites the Host header, as it must to pass the door.
    const socket = new WebSocket(`ws://127.0.0.1:${address.port}/`, PROOF_SUBPROTOCOL, {
      origin: `chrome-extension://${EXTENSION}`,
      headers: { Host: `127.0.0.1:${test.server.port}` },
    });
    const frames = new FrameSocket(socket);
    await new Promise((resolve) => socket.once('open', resolve));
    expect(await prove(frames, address.port, identity)).toBeNull();
    socket.terminate();
    squatter.close();
  });

  it('must come within its time', async () => {
    const frames = await test.dial();
    await frames.next();
    test.clock.advance(PROOF_DEADLINE_MS);
    expect(await frames.closed).toEqual({ code: 1006, reason: '' });
  });
});

function relayTo(port: number): Promise<TcpServer> {
  const relay = createServer((inbound) => {
    const outbound = connect(port, '127.0.0.1');
    inbound.pipe(outbound).pipe(inbound);
    inbound.on('error', () => outbound.destroy());
    outbound.on('error', () => inbound.destroy());
  });
  return new Promise((resolve) => relay.listen(0, '127.0.0.1', () => resolve(relay)));
}
