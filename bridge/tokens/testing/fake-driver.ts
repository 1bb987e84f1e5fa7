/** A driver that misbehaves the way its `open` says: once it is asked to list, or from the start. */
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { createFrameReader, encodeAttachment, encodeMessage } from '../ipc.js';
import { requestSchema } from '../messages.js';

const channel = new Socket({ fd: 3, readable: true, writable: true });
const read = createFrameReader();
const say = (message: object): boolean => channel.write(encodeMessage(message));

/** What goes out in answer to `list`, by the behaviour. */
const BEHAVIOURS: Readonly<Record<string, (id: number) => unknown>> = {
  good: (id) => say({ id, ok: true, value: { tokens: [] } }),
  heavy: (id) => say({ event: 'heavy' }) && say({ id, ok: true, value: { tokens: [] } }),
  event: (id) => say({ event: 'removed' }) && say({ id, ok: true, value: { tokens: [] } }),
  garbage: () => channel.write('HTTP/1.1 200 OK\r\n\r\n'),
  oversize: () => channel.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 1])),
  secret: (id) => channel.write(encodeAttachment('secret', id, Buffer.from('x'))),
  exit: () => process.exit(0),
  /** Leaves a process behind that holds all its streams, as a library's service does. */
  'exit beside a service': () => {
    spawn('sleep', ['15'], { stdio: ['ignore', 'ignore', 2, 3], detached: true });
    process.exit(0);
  },
  'half a frame': () => channel.write(Buffer.from([0, 0, 0, 9, 1, 0x7b]), () => process.exit(0)),
  'another id': (id) => say({ id: id + 1, ok: true, value: { tokens: [] } }),
  'unknown key': (id) => say({ id, ok: true, value: { tokens: [] }, extra: 1 }),
  'nonsense value': (id) => say({ id, ok: true, value: { tokens: [{ id: 7 }] } }),
  'reason of another part': (id) => say({ id, ok: false, reason: 'bridge.unpaired' }),
  'second hello': () => say({ hello: { driver: 'fake', arch: 'x64' } }),
  silent: () => undefined,
};

channel.on('close', () => process.exit(0));
channel.on('data', (chunk: Buffer) => {
  for (const frame of read(chunk) ?? []) {
    if (frame.kind !== 'json') continue;
    const request = requestSchema.parse(frame.message);
    if (request.op === 'open') start(request.id, request.args as { behaviour: string });
    else BEHAVIOURS[behaviour]?.(request.id);
  }
});

let behaviour = '';
function start(id: number, args: { behaviour: string }): void {
  behaviour = args.behaviour;
  if (behaviour === 'no hello') return;
  if (behaviour === 'answer before hello') say({ id, ok: true, value: {} });
  say({ hello: { driver: behaviour === 'another driver' ? 'other' : 'fake', arch: process.arch } });
  say({ id, ok: true, value: {} });
}
