import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { success } from '../../shared/protocol/reasons.js';
import { operation, runOperation } from './driver-process.js';
import { encodeAttachment, writeAndWipe } from './ipc.js';

it('the bridge’s copy of a password is wiped once the system has taken it', async () => {
  const frame = encodeAttachment('secret', 1, Buffer.from('Secret-1'));
  const sent: string[] = [];
  const channel = new Writable({
    write(chunk: Buffer, _encoding, done) {
      sent.push(chunk.toString('latin1'));
      done();
    },
  });
  writeAndWipe(channel, frame);
  await new Promise<void>((resolve) => channel.end(resolve));
  expect(sent.join()).toContain('Secret-1');
  expect(frame.every((byte) => byte === 0)).toBe(true);
});

it('the driver’s copy is wiped when its operation is over, whatever came of it', async () => {
  for (const outcome of [success({ value: null }), { ok: false, reason: 'password.incorrect' } as const]) {
    const secret = Buffer.from('Secret-1');
    const bytes = Buffer.from('digest');
    let seen = '';
    const login = operation(z.strictObject({}), (_, attached) => {
      seen = String(attached.secret);
      return outcome;
    });
    expect(await runOperation({ login }, { op: 'login', args: {} }, { secret, bytes })).toEqual(outcome);
    expect(seen).toBe('Secret-1');
    expect([...secret, ...bytes].every((byte) => byte === 0)).toBe(true);
  }
});
