import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readStoredSites, writeStoredSites } from './stored-sites.js';

const FIRST = JSON.parse(readFileSync(`${import.meta.dirname}/testing/setup-v1.json`, 'utf8')) as unknown;
const warn = vi.fn();
let stored: Record<string, unknown>;

beforeEach(() => {
  stored = {};
  vi.stubGlobal('chrome', {
    storage: {
      local: {
        get: async (keys: string[]) => Object.fromEntries(keys.map((key) => [key, stored[key]])),
        set: async (values: object) => void Object.assign(stored, values),
      },
    },
  });
  vi.spyOn(console, 'warn').mockImplementation(warn);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  warn.mockClear();
});

test('what is written is read, in its order', async () => {
  await writeStoredSites(['http://b.test', 'http://a.test:8080']);
  expect(await readStoredSites()).toEqual(['http://b.test', 'http://a.test:8080']);
});

test('before anything was enabled there is nothing, without a warning', async () => {
  expect(await readStoredSites()).toEqual([]);
  expect(warn).not.toHaveBeenCalled();
});

test('the sites of version 1 are taken over, until the first change replaces them', async () => {
  stored.setup = FIRST;
  expect(await readStoredSites()).toEqual(['http://portal.test:8080', 'https://portal.test']);
  await writeStoredSites([]);
  expect(await readStoredSites()).toEqual([]);
});

test.each([
  ['an origin that is a pattern', { schemaVersion: 2, origins: ['http://*.a.test'] }],
  ['an address with a path', { schemaVersion: 2, origins: ['http://a.test/'] }],
  ['another version', { schemaVersion: 3, origins: ['http://a.test'] }],
  ['another key', { schemaVersion: 2, origins: ['http://a.test'], all: true }],
])('nothing is enabled by %s', async (_, sites) => {
  stored.sites = sites;
  expect(await readStoredSites()).toEqual([]);
  expect(warn).toHaveBeenCalledTimes(1);
});

test('a damaged profile enables nothing, and says so', async () => {
  const error = new Error('Corruption: block checksum mismatch');
  vi.stubGlobal('chrome', { storage: { local: { get: () => Promise.reject(error) } } });
  expect(await readStoredSites()).toEqual([]);
  expect(warn).toHaveBeenCalledWith(expect.any(String), error);
});
