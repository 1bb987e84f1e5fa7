import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { POPUPS_TEXT } from '../../shared/text/popups.js';
import { sitePattern } from '../origin.js';
import { Popups } from './popups.js';

const PORTAL = 'http://portal.test:8080';
const OTHER = 'https://other.test';
const TEXT = POPUPS_TEXT['zh-CN'];

/** The browser's setting for windows, as it stands by the user's, an administrator's and our rules. */
function setUp() {
  const local: Record<string, unknown> = {};
  const session: Record<string, unknown> = {};
  const ours = new Set<string>();
  /** Of the user or an administrator; the latter's win. */
  const theirs = { user: new Set<string>(), administratorBlocks: new Set<string>() };
  const enabled = new Set([PORTAL, OTHER]);
  const area = (values: Record<string, unknown>) => ({
    get: async (keys: string | string[] | null) =>
      Object.fromEntries(Object.entries(values).filter(([key]) => keys === null || [keys].flat().includes(key))),
    remove: async (keys: string[]) => {
      for (const key of keys) delete values[key];
    },
    set: async (changed: object) => void Object.assign(values, changed),
  });
  const set = vi.fn(async ({ primaryPattern }: { primaryPattern: string }) => void ours.add(primaryPattern));
  const clear = vi.fn(async () => ours.clear());
  const get = vi.fn(async ({ primaryUrl }: { primaryUrl: string }) => {
    const pattern = sitePattern(new URL(primaryUrl).origin);
    if (theirs.administratorBlocks.has(pattern)) return { setting: 'block' };
    return { setting: ours.has(pattern) || theirs.user.has(pattern) ? 'allow' : 'block' };
  });
  vi.stubGlobal('chrome', {
    storage: { local: area(local), session: area(session) },
    contentSettings: {
      popups: {
        get,
        set,
        clear,
      },
    },
  });
  let now = 1_000;
  /** Another life of the service worker. */
  const start = () => new Popups({ enabled: async () => enabled, now: () => now++ });
  return { start, popups: start(), local, ours, theirs, enabled, get, set, clear };
}

const setting = async (popups: Popups, origin: string) => (await popups.facts(origin)).setting;

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('one click allows windows to exactly one origin, and its removal takes that back', async () => {
  const { popups, start, ours, enabled } = setUp();
  expect(await popups.allow(PORTAL)).toEqual({ ok: true });
  expect(await popups.allow(OTHER)).toEqual({ ok: true });
  expect(await popups.facts(PORTAL)).toMatchObject({ setting: 'allow', byUs: true });
  enabled.delete(PORTAL);
  await start().keep(enabled);
  expect([...ours]).toEqual([sitePattern(OTHER)]);
  expect(await popups.facts(PORTAL)).toMatchObject({ setting: 'block', byUs: false });
  enabled.clear();
  await start().keep(enabled);
  expect([...ours]).toEqual([]);
});

test('a site that is not enabled is allowed nothing', async () => {
  const { popups, set } = setUp();
  expect(await popups.allow('http://evil.test')).toEqual({ ok: false, reason: 'site.notEnabled' });
  expect(set).not.toHaveBeenCalled();
});

test('what the user has allowed in the browser is neither set again nor taken back', async () => {
  const { popups, theirs, enabled, set, clear } = setUp();
  theirs.user.add(sitePattern(PORTAL));
  expect(await popups.allow(PORTAL)).toEqual({ ok: true });
  expect(await popups.facts(PORTAL)).toMatchObject({ setting: 'allow', byUs: false });
  enabled.delete(PORTAL);
  await popups.keep(enabled);
  expect([set.mock.calls, clear.mock.calls]).toEqual([[], []]);
  expect(await setting(popups, PORTAL)).toBe('allow');
});

test('where the administrator blocks windows that is said, and nothing of ours is left behind', async () => {
  const { popups, theirs, ours } = setUp();
  await popups.allow(OTHER);
  theirs.administratorBlocks.add(sitePattern(PORTAL));
  expect(await popups.allow(PORTAL)).toEqual({ ok: false, reason: 'popups.fixed' });
  expect([...ours]).toEqual([sitePattern(OTHER)]);
  theirs.administratorBlocks.clear();
  expect(await setting(popups, PORTAL)).toBe('block');
  theirs.administratorBlocks.add(sitePattern(PORTAL));
  expect((await popups.allowHere(PORTAL, 'zh-CN')).refused).toEqual(TEXT.fixed);
});

test('a browser that refuses the setting is told apart, and the site stays as it was', async () => {
  const { popups, set } = setUp();
  set.mockRejectedValueOnce(new Error('pattern'));
  expect((await popups.allowHere(PORTAL, 'zh-CN')).refused).toEqual(TEXT.notSet);
  expect(await popups.facts(PORTAL)).toMatchObject({ setting: 'block', byUs: false });
  expect((await popups.allowHere(PORTAL, 'zh-CN')).refused).toBeNull();
});

test('a browser that does not tell what became of the setting is not taken for an administrator’s', async () => {
  const { popups, ours, get } = setUp();
  get.mockRejectedValue(new Error('closing'));
  expect(await popups.allow(PORTAL)).toEqual({ ok: false, reason: 'popups.notSet' });
  expect([...ours]).toEqual([]);
});

test('what the browser has forgotten with an update is set again', async () => {
  const { popups, ours, enabled } = setUp();
  await popups.allow(PORTAL);
  ours.clear();
  await popups.keep(enabled);
  expect(await setting(popups, PORTAL)).toBe('allow');
});

test('a record of what was allowed that cannot be read takes all of it back', async () => {
  const { popups, local, enabled, ours } = setUp();
  await popups.allow(PORTAL);
  local.popups = { schemaVersion: 2 };
  await popups.keep(enabled);
  expect([[...ours], local.popups]).toEqual([[], { schemaVersion: 1, origins: [] }]);
});

test('two sites that are allowed at the same time are both taken back', async () => {
  const { popups, ours } = setUp();
  await Promise.all([popups.allow(PORTAL), popups.allow(OTHER)]);
  expect(ours.size).toBe(2);
  await popups.keep(new Set());
  expect(ours.size).toBe(0);
});

test('a blocked window is kept in mind and named by its host; each time the newest counts', async () => {
  const { popups } = setUp();
  const answer = await popups.report(PORTAL, { what: 'blocked', to: 'http://报表.test:81/' }, 'zh-CN');
  expect(answer.bar).toMatchObject({ what: expect.stringContaining('\\u{62a5}') as string, allow: TEXT.allow });
  await popups.report(PORTAL, { what: 'blocked', to: null }, 'en');
  await popups.report(PORTAL, { what: 'closed', to: null }, 'en');
  expect(await popups.facts(PORTAL)).toMatchObject({ blockedAt: 1_001, closedAt: 1_002 });
  expect(await popups.facts(OTHER)).toMatchObject({ blockedAt: null, closedAt: null });
  await popups.report(OTHER, { what: 'blocked', to: null }, 'en');
  await popups.keep(new Set([OTHER]));
  expect(await popups.facts(PORTAL)).toMatchObject({ blockedAt: null, closedAt: null });
  expect((await popups.facts(OTHER)).blockedAt).toBe(1_003);
});

test('a window that did not open although windows are allowed was not blocked by the browser', async () => {
  const { popups } = setUp();
  await popups.allow(PORTAL);
  expect(await popups.report(PORTAL, { what: 'blocked', to: null }, 'zh-CN')).toEqual({ bar: null });
  expect((await popups.facts(PORTAL)).blockedAt).toBeNull();
});
