import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetPairing, loadPairing, markRevoked, PAIRING_KEY, storePairing } from './stored.js';

let held: Record<string, unknown>;

beforeEach(() => {
  held = {};
  const local = {
    get: async (key: string) => (key in held ? { [key]: structuredClone(held[key]) } : {}),
    set: async (values: Record<string, unknown>) => {
      Object.assign(held, structuredClone(values));
    },
    remove: async (key: string) => {
      delete held[key];
    },
  };
  vi.stubGlobal('chrome', { storage: { local } });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const PAIRING = { id: 'i', bridge: 'b', secret: Uint8Array.from({ length: 32 }, (_, index) => index) };
/** As the first version wrote it. */
const FIRST_VERSION = {
  schemaVersion: 1,
  state: 'paired',
  id: 'i',
  bridge: 'b',
  secret: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
};

test('a pairing is stored, read, revoked and forgotten', async () => {
  expect(await loadPairing()).toBe('bridge.unpaired');
  await storePairing(PAIRING);
  expect(await loadPairing()).toEqual(PAIRING);
  expect(held[PAIRING_KEY]).toEqual(FIRST_VERSION);
  await markRevoked();
  expect(await loadPairing()).toBe('pairing.revoked');
  expect(JSON.stringify(held)).not.toContain(FIRST_VERSION.secret);
  await storePairing(PAIRING);
  await forgetPairing();
  expect([await loadPairing(), held]).toEqual(['bridge.unpaired', {}]);
});

test('what the first version stored is read', async () => {
  held[PAIRING_KEY] = FIRST_VERSION;
  expect(await loadPairing()).toEqual(PAIRING);
});

test.each([
  { ...FIRST_VERSION, schemaVersion: 2 },
  { ...FIRST_VERSION, secret: 'AAEC' },
  { ...FIRST_VERSION, extra: 1 },
  { ...FIRST_VERSION, bridge: '' },
  'text',
  null,
])('what cannot be read is no pairing: %j', async (stored) => {
  held[PAIRING_KEY] = stored;
  expect(await loadPairing()).toBe('bridge.unpaired');
});
