import fc from 'fast-check';
import { attachmentMessages } from '../../shared/protocol/attachment.js';
import { ConnectionUnderFuzz } from './bridge-connection.js';
import { fuzz } from './fuzz.js';
import { hostileBytes, hostileJson } from './mutate.js';
import { CALLER, clientFrame } from './requests.js';

async function feed(messages: readonly (string | Buffer)[]): Promise<void> {
  const connection = new ConnectionUnderFuzz();
  for (const message of messages) await connection.receive(message);
  await connection.check(messages.length);
}

fuzz('frames of a client', fc.array(hostileJson(clientFrame), { minLength: 1, maxLength: 3 }), feed);

const content = fc.oneof(
  fc.constantFrom('1|SignText|{"signText":"衡水"}', '1|GetCertCount', '').map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.nat(400_000).map((length) => Buffer.alloc(length, 'x')),
);
const part = hostileBytes(
  fc.tuple(fc.nat(9), content).map(([id, bytes]) => Buffer.concat(attachmentMessages(id, bytes).slice(0, 1))),
);
const { frame: _, ...rest } = { socket: 'a'.repeat(32), service: 'seal', key: 'b'.repeat(32), frame: '' };
const asks = hostileJson(
  fc.nat(9).map((id) => ({ jsonrpc: '2.0', id, method: 'vendor.call', params: rest, caller: CALLER })),
);

fuzz('attachments', fc.array(fc.oneof(part, asks), { minLength: 1, maxLength: 5 }), feed);
