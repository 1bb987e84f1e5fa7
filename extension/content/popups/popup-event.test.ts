import { expect, test } from 'vitest';
import type { PopupEvent } from './channel.js';
import { readPopupEvent, repeatable, targetOf } from './popup-event.js';

const BASE = 'http://portal.test:8080/app/index.html';
const EVENT: PopupEvent = { what: 'blocked', url: 'report.html', name: 'report', features: '' };

test.each([
  ['report.html', 'http://portal.test:8080/app/report.html'],
  ['//other.test/x', 'http://other.test/x'],
  ['https://other.test/', 'https://other.test/'],
  ['', 'about:blank'],
  ['about:blank', 'about:blank'],
])('the address “%s” is opened again as %s', (url, opened) => {
  expect(String(repeatable({ ...EVENT, url }, BASE))).toBe(opened);
});

test.each([
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,x',
  'blob:http://portal.test:8080/1',
  'file:///etc/passwd',
  'chrome://settings',
  'view-source:http://portal.test',
  'filesystem:http://portal.test/temporary/x',
  'about:blank#javascript:',
  'about:srcdoc',
  'http://',
  null,
])('the address “%s” is not', (url) => {
  expect(repeatable({ ...EVENT, url }, BASE)).toBeNull();
});

test('names of frames are none of windows', () => {
  expect(['', 'report', '_blank', '_top', '_self'].map((name) => targetOf({ ...EVENT, name }))).toEqual([
    '',
    'report',
    '_blank',
    '_blank',
    '_blank',
  ]);
});

test('what the page’s script sends is read', () => {
  expect(readPopupEvent(JSON.stringify(EVENT))).toEqual(EVENT);
  const longest = { ...EVENT, url: null, name: '\u0001'.repeat(2_000), features: '\u0001'.repeat(2_000) };
  expect(readPopupEvent(JSON.stringify(longest))).toEqual(longest);
});

test.each([
  EVENT,
  'no JSON',
  'null',
  JSON.stringify({ ...EVENT, what: 'opened' }),
  JSON.stringify({ ...EVENT, url: 5 }),
  JSON.stringify({ ...EVENT, url: undefined }),
  JSON.stringify({ ...EVENT, name: ['a'] }),
  JSON.stringify({ ...EVENT, features: 'x'.repeat(2_001) }),
  JSON.stringify({ ...EVENT, extra: 'x'.repeat(50_000) }),
])('a forged event %# is none', (detail) => {
  expect(readPopupEvent(detail)).toBeNull();
});
