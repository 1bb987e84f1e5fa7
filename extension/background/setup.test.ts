import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BRIDGE_PORTS } from '../../shared/protocol/ports.js';
import { loadSetup } from './setup.js';

const NOTHING = { sites: new Set(), ports: BRIDGE_PORTS, pairing: null };
const warn = vi.fn();

function stub(preset: boolean, globals: Record<string, unknown>): void {
  vi.stubGlobal('__PRESET__', preset);
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
}

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(warn);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  warn.mockClear();
});

test('the product has no site of its own', async () => {
  stub(false, {});
  expect(await loadSetup()).toEqual(NOTHING);
});

test('a preset that breaks its schema enables nothing, and says so', async () => {
  stub(true, {
    chrome: { runtime: { getURL: (path: string) => path } },
    fetch: async () => Response.json({ sites: ['http://a.test'] }),
  });
  expect(await loadSetup()).toEqual(NOTHING);
  expect(warn).toHaveBeenCalledTimes(1);
});
