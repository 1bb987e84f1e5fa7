import 'fake-indexeddb/auto';
import { clear, get, set } from 'idb-keyval';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetPairing, loadPairing, markRevoked, onPairingChange, storePairing, takeOver } from './stored.js';

/** What chrome.storage.local holds. */
let local: Record<string, unknown>;

beforeEach(async () => {
  await clear();
  local = {};
  const area = {
    get: async (key: string) => (key in local ? { [key]: structuredClone(local[key]) } : {}),
    remove: async (key: string) => {
      delete local[key];
    },
  };
  vi.stubGlobal('chrome', { storage: { local: area } });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const PAIRING = { id: 'i', bridge: 'b', secret: Uint8Array.from({ length: 32 }, (_, index) => index) };
/** As the first version wrote it, into chrome.storage.local. */
const FIRST_VERSION = {
  schemaVersion: 1,
  state: 'paired',
  id: 'i',
  bridge: 'b',
  secret: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
};
/** In IndexedDB. */
const SECOND_VERSION = { ...FIRST_VERSION, schemaVersion: 2 };

test('a pairing is stored, read, revoked and forgotten, and never lies in chrome.storage.local', async () => {
  expect(await loadPairing()).toBe('bridge.unpaired');
  await storePairing(PAIRING);
  expect(await loadPairing()).toEqual(PAIRING);
  expect([await get('pairing'), local]).toEqual([SECOND_VERSION, {}]);
  await markRevoked();
  expect(await loadPairing()).toBe('pairing.revoked');
  expect(await get('pairing')).toEqual({ schemaVersion: 2, state: 'revoked' });
  await storePairing(PAIRING);
  await forgetPairing();
  expect(await loadPairing()).toBe('bridge.unpaired');
  expect(await get('pairing')).toEqual({ schemaVersion: 2, state: 'none' });
});

test.each([
  ['a pairing', FIRST_VERSION, PAIRING, SECOND_VERSION],
  [
    'that it was revoked',
    { schemaVersion: 1, state: 'revoked' },
    'pairing.revoked',
    { schemaVersion: 2, state: 'revoked' },
  ],
  [
    'nothing that can be read',
    { secret: FIRST_VERSION.secret },
    'bridge.unpaired',
    { schemaVersion: 2, state: 'none' },
  ],
])('what the first version stored is moved, and its copy deleted: %s', async (_, stored, loaded, held) => {
  local = { pairing: stored, sites: {} };
  expect(await loadPairing()).toEqual(loaded);
  expect([await get('pairing'), local]).toEqual([held, { sites: {} }]);
  expect(await loadPairing()).toEqual(loaded);
});

test('moved by several contexts at once, it is the same; a pairing that is newer stays', async () => {
  local = { pairing: FIRST_VERSION };
  expect(await Promise.all([loadPairing(), loadPairing()])).toEqual([PAIRING, PAIRING]);
  await clear();
  local = { pairing: FIRST_VERSION };
  const newer = { ...PAIRING, id: 'newer' };
  expect(await Promise.all([storePairing(newer), loadPairing()]).then(loadPairing)).toEqual(newer);
  await takeOver();
  expect(local).toEqual({});
});

test.each([loadPairing, forgetPairing, markRevoked])(
  'what a content script puts where the first version stored is no pairing after %o',
  async (before) => {
    await before();
    local = { pairing: FIRST_VERSION };
    expect(await loadPairing()).not.toEqual(PAIRING);
    await takeOver();
    expect(await loadPairing()).not.toEqual(PAIRING);
    expect(local).toEqual({});
  },
);

test('reading a pairing writes nothing, so that a full disk takes none away', async () => {
  await storePairing(PAIRING);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(await loadPairing()).toEqual(PAIRING);
  await takeOver();
  expect(await loadPairing()).toEqual(PAIRING);
  expect(put).not.toHaveBeenCalled();
});

test('each change is told', async () => {
  const told = vi.fn();
  onPairingChange(told);
  for (const [index, change] of [() => storePairing(PAIRING), markRevoked, forgetPairing].entries()) {
    await change();
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(index + 1));
  }
  await loadPairing();
  expect(told).toHaveBeenCalledTimes(3);
});

test.each([
  { ...SECOND_VERSION, schemaVersion: 3 },
  { ...SECOND_VERSION, secret: 'AAEC' },
  { ...SECOND_VERSION, extra: 1 },
  { ...SECOND_VERSION, bridge: '' },
  'text',
  null,
])('what cannot be read is no pairing: %j', async (stored) => {
  await set('pairing', stored);
  expect(await loadPairing()).toBe('bridge.unpaired');
});

test('a database that fails is not taken for no pairing', async () => {
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('broken', 'UnknownError');
  });
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  expect(await loadPairing()).toBe('pairing.unreadable');
  expect(warned).toHaveBeenCalled();
});
