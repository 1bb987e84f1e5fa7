import { expect, test } from 'vitest';
import { readPageMessage } from './page-message.js';

test.each([
  { type: 'open', socket: 1, url: 'ws://localhost:17212/' },
  { type: 'text', socket: 1, data: '1|Fn' },
  { type: 'binary', socket: 1, data: 'AA==' },
  { type: 'close', socket: 1, code: 1000, reason: '' },
])('$type is read', (message) => {
  expect(readPageMessage(JSON.stringify(message))).toEqual(message);
});

test.each([
  undefined,
  { type: 'open', socket: 1, url: 'x' },
  '',
  'null',
  '[]',
  '{"type":"open","socket":"1","url":"x"}',
  '{"type":"open","socket":1}',
  '{"type":"text","socket":1,"data":{}}',
  '{"type":"close","socket":1,"code":"1000","reason":""}',
  '{"type":"journal","socket":1}',
])('forged: %j', (detail) => {
  expect(readPageMessage(detail)).toBeNull();
});
