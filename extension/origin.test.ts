import { expect, test } from 'vitest';
import { siteOrigin, sitePattern } from './origin.js';

test.each([
  ['http://a.test:8080/path?query', 'http://a.test:8080'],
  ['https://a.test:443/', 'https://a.test'],
  ['http://例子.test/', 'http://xn--fsqu00a.test'],
])('%s is on the site %s', (url, origin) => {
  expect(siteOrigin(url)).toBe(origin);
});

test.each([
  undefined,
  '',
  'a.test',
  'about:blank',
  'file:///a.html',
  'chrome-extension://a/',
  'http://*.a.test/',
  'http://*/',
  'http://%2a.a.test/',
])('%s is on no site', (url) => {
  expect(siteOrigin(url)).toBeNull();
});

test.each([
  ['http://a.test', 'http://a.test:80/*'],
  ['https://a.test', 'https://a.test:443/*'],
  ['https://a.test:8443', 'https://a.test:8443/*'],
  ['http://[::1]:8080', 'http://[::1]:8080/*'],
])('the pages of %s are %s: no other port, no other scheme', (origin, pattern) => {
  expect(sitePattern(origin)).toBe(pattern);
});
