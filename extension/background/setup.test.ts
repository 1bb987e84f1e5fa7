import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BRIDGE_PORTS } from '../../shared/protocol/ports.js';
import { loadSetup } from './setup.js';

const NOTHING = { sites: new Set(), ports: BRIDGE_PORTS, pairing: null };
const warn = vi.fn();

function stub(preset: boolean, globals: Record<string, unknown>): void {
  vi.stubGlobal('__PRESET__', preset);
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
}

function stored(get: () => Promise<unknown>): void {
  stub(false, { chrome: { storage: { local: { get } } } });
}

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(warn);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  warn.mockClear();
});

test('the sites that the user enabled are read', async () => {
  stored(async () => ({ setup: { schemaVersion: 1, sites: ['http://a.test'] } }));
  expect(await loadSetup()).toEqual({ ...NOTHING, sites: new Set(['http://a.test']) });
});

test('before the user has set up anything, nothing is enabled', async () => {
  stored(async () => ({}));
  expect(await loadSetup()).toEqual(NOTHING);
  expect(warn).not.toHaveBeenCalled();
});

test.each([
  ['an origin that is a pattern', { schemaVersion: 1, sites: ['http://*.a.test'] }],
  ['an address with a path', { schemaVersion: 1, sites: ['http://a.test/'] }],
  ['another version', { schemaVersion: 2, sites: ['http://a.test'] }],
])('nothing is enabled by %s', async (_, setup) => {
  stored(async () => ({ setup }));
  expect(await loadSetup()).toEqual(NOTHING);
});

test('a damaged profile enables nothing, and says so', async () => {
  const error = new Error('Corruption: block checksum mismatch');
  stored(() => Promise.reject(error));
  expect(await loadSetup()).toEqual(NOTHING);
  expect(warn).toHaveBeenCalledWith(expect.any(String), error);
});

test('a preset that breaks its schema enables nothing, and says so', async () => {
  stub(true, {
    chrome: { runtime: { getURL: (path: string) => path } },
    fetch: async () => Response.json({ sites: ['http://a.test'] }),
  });
  expect(await loadSetup()).toEqual(NOTHING);
  expect(warn).toHaveBeenCalledTimes(1);
});
