import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readSitePolicy, sitePolicy } from './site-policy.js';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('without an administrator nothing is preset and nothing forbidden', () => {
  const { presets, forbids, readable } = sitePolicy({});
  expect([...presets]).toEqual([]);
  expect([forbids('http://a.test'), readable]).toEqual([false, true]);
});

test.each([
  ['http://a.test', 'http://a.test', true],
  ['http://a.test', 'https://a.test', false],
  ['http://a.test', 'http://a.test:8080', false],
  ['a.test', 'https://a.test:8443', true],
  ['a.test', 'http://b.a.test', false],
  ['*', 'http://a.test', true],
])('forbidding %s concerns %s: %s', (forbidden, origin, expected) => {
  expect(sitePolicy({ forbiddenSites: [forbidden] }).forbids(origin)).toBe(expected);
});

test('of all sites the preset ones stay allowed, but not one that is forbidden by name', () => {
  const sites = ['http://a.test', 'http://b.test'];
  const { forbids } = sitePolicy({ sites, forbiddenSites: ['*', 'b.test'] });
  expect(sites.map(forbids)).toEqual([false, true]);
});

test.each([
  ['a preset that is no origin', { sites: ['a.test'] }],
  ['a preset that is a pattern', { sites: ['http://*.test'] }],
  ['a forbidden address', { forbiddenSites: ['http://a.test/path'] }],
  ['a forbidden pattern', { forbiddenSites: ['*.test'] }],
  ['an unknown key', { forbidden: ['*'] }],
])('%s forbids every site: what was meant is not known', (_, managed) => {
  const { presets, forbids, readable } = sitePolicy(managed);
  expect([presets.size, forbids('http://a.test'), readable]).toEqual([0, true, false]);
});

test('settings that cannot be read forbid every site', async () => {
  vi.stubGlobal('chrome', { storage: { managed: { get: () => Promise.reject(new Error('no access')) } } });
  expect((await readSitePolicy()).forbids('http://a.test')).toBe(true);
});

test('the schema that the browser is given names the same keys', () => {
  const file = join(import.meta.dirname, '../../public/managed-schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as { properties: object };
  const managed = Object.fromEntries(Object.keys(schema.properties).map((key) => [key, []]));
  expect(managed).toEqual({ sites: [], forbiddenSites: [] });
  expect(sitePolicy(managed).readable).toBe(true);
});
