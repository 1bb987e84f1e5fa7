import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sitePattern } from '../origin.js';
import { Sites } from './sites.js';

const PORTAL = 'http://portal.test:8080';
const OTHER = 'https://other.test';

/** The browser: what it stores, permits, and is told. */
function setUp(managed: Record<string, unknown> = {}) {
  const local: Record<string, unknown> = {};
  const session: Record<string, unknown> = {};
  const permitted = new Set<string>();
  const area = (values: Record<string, unknown>) => ({
    get: async (keys: string | string[]) => Object.fromEntries([keys].flat().map((key) => [key, values[key]])),
    set: async (changed: object) => void Object.assign(values, changed),
    remove: async (key: string) => {
      delete values[key];
    },
  });
  vi.stubGlobal('chrome', {
    storage: { local: area(local), session: area(session), managed: { get: async () => ({ ...managed }) } },
    permissions: {
      contains: async ({ origins }: { origins: string[] }) => origins.every((origin) => permitted.has(origin)),
      remove: async ({ origins }: { origins: string[] }) => origins.map((origin) => permitted.delete(origin)),
    },
  });
  let now = 0;
  const apply = vi.fn(async (_: ReadonlySet<string>) => {});
  const tabs = { toReload: vi.fn(async () => [7]), askToReload: vi.fn(async () => {}), reload: vi.fn(async () => {}) };
  const builtIn = new Set<string>();
  const changed = vi.fn();
  /** Another life of the service worker. */
  const start = () => new Sites({ builtIn: async () => builtIn, apply, changed, tabs, now: () => now });
  return {
    apply,
    builtIn,
    changed,
    local,
    managed,
    permitted,
    start,
    tabs,
    permit: (origin: string) => permitted.add(sitePattern(origin)),
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    applied: () => [...(apply.mock.lastCall?.[0] ?? [])],
  };
}

async function standing(sites: Sites, origin: string) {
  return (await sites.status(origin)).site?.standing;
}

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('the click alone enables nothing: the browser’s permission does, and open tabs are asked to reload', async () => {
  const { start, permit, applied, tabs } = setUp();
  const sites = start();
  await sites.enable(PORTAL);
  expect([await standing(sites, PORTAL), applied()]).toEqual(['off', []]);
  permit(PORTAL);
  await sites.refresh();
  expect([await standing(sites, PORTAL), applied()]).toEqual(['enabled', [PORTAL]]);
  expect(tabs.askToReload.mock.calls).toEqual([[[7]]]);
});

test('the permission may come when the popup is closed and the service worker was restarted', async () => {
  const { start, permit } = setUp();
  await start().enable(PORTAL);
  permit(PORTAL);
  const second = start();
  await second.refresh();
  expect(await standing(second, PORTAL)).toBe('enabled');
});

test('a permission that comes without the click, or long after it, enables nothing', async () => {
  const { start, permit, later } = setUp();
  const sites = start();
  permit(OTHER);
  await sites.refresh();
  expect(await standing(sites, OTHER)).toBe('off');
  await sites.enable(PORTAL);
  later(10 * 60_000 + 1);
  permit(PORTAL);
  await sites.refresh();
  expect(await standing(sites, PORTAL)).toBe('off');
});

test('the permission for one origin enables no other: scheme and port count', async () => {
  const { start, permit } = setUp();
  const sites = start();
  await sites.enable('https://portal.test:8080');
  permit(PORTAL);
  permit('http://portal.test');
  await sites.refresh();
  expect([...(await sites.enabled())]).toEqual([]);
});

test('a site that is enabled again, with the permission still there, is enabled at once and stays one', async () => {
  const { start, permit } = setUp();
  const sites = start();
  permit(PORTAL);
  await Promise.all([sites.enable(PORTAL), sites.enable(PORTAL)]);
  expect((await sites.status(null)).sites).toEqual([{ origin: PORTAL, by: 'user', enabled: true }]);
});

test('a permission that the browser took away ends the site until it comes back', async () => {
  const { start, permit, permitted, applied } = setUp();
  const sites = start();
  permit(PORTAL);
  await sites.enable(PORTAL);
  permitted.clear();
  await sites.refresh();
  expect([await standing(sites, PORTAL), applied()]).toEqual(['ungranted', []]);
  permit(PORTAL);
  await sites.refresh();
  expect(await standing(sites, PORTAL)).toBe('enabled');
});

test('removing gives the permission back and leaves the other sites alone', async () => {
  const { start, permit, permitted, applied } = setUp();
  const sites = start();
  permit(PORTAL);
  permit(OTHER);
  await sites.enable(PORTAL);
  await sites.enable(OTHER);
  await sites.remove(PORTAL);
  expect([await standing(sites, PORTAL), await standing(sites, OTHER)]).toEqual(['off', 'enabled']);
  expect([applied(), [...permitted]]).toEqual([[OTHER], [sitePattern(OTHER)]]);
});

test('a question of the browser that is still open when the site is removed enables nothing', async () => {
  const { start, permit } = setUp();
  const sites = start();
  await sites.enable(PORTAL);
  await sites.remove(PORTAL);
  permit(PORTAL);
  await sites.refresh();
  expect(await standing(sites, PORTAL)).toBe('off');
});

test('what is stored enables nothing that the browser does not permit', async () => {
  const { start, local } = setUp();
  local.sites = { schemaVersion: 2, origins: [PORTAL] };
  expect([...(await start().enabled())]).toEqual([]);
});

test('a preset site needs the browser’s permission too, says who set it, and is not removed', async () => {
  const { start, permit } = setUp({ sites: [PORTAL] });
  const sites = start();
  expect((await sites.status(PORTAL)).site).toMatchObject({ standing: 'ungranted', by: 'administrator' });
  permit(PORTAL);
  await sites.enable(PORTAL);
  await sites.remove(PORTAL);
  expect((await sites.status(PORTAL)).site).toMatchObject({ standing: 'enabled', by: 'administrator' });
});

test('a forbidden site is not enabled by click and permission, and one that was enabled ends', async () => {
  const { start, permit, managed, applied, local } = setUp();
  const sites = start();
  permit(PORTAL);
  permit(OTHER);
  await sites.enable(PORTAL);
  managed.forbiddenSites = ['*'];
  await sites.refresh();
  expect([await standing(sites, PORTAL), applied()]).toEqual(['forbidden', []]);
  await sites.enable(OTHER);
  expect([await standing(sites, OTHER), JSON.stringify(local)]).toEqual([
    'forbidden',
    expect.not.stringContaining(OTHER) as string,
  ]);
});

test('wrong settings of the administrator end every site, and say so', async () => {
  const { start, permit } = setUp({ sites: [PORTAL], forbiddenSites: ['nonsense/'] });
  permit(PORTAL);
  const sites = start();
  await sites.enable(PORTAL);
  expect(await standing(sites, PORTAL)).toBe('policyUnreadable');
});

test('a run that fails is told to its caller and does not keep the next one', async () => {
  const { start, permit, apply } = setUp();
  const sites = start();
  permit(PORTAL);
  apply.mockRejectedValueOnce(new Error('registry'));
  await expect(sites.enable(PORTAL)).rejects.toThrow('registry');
  await sites.refresh();
  expect(await standing(sites, PORTAL)).toBe('enabled');
});

test('tabs are reloaded on the user’s click, of enabled sites alone', async () => {
  const { start, permit, tabs } = setUp();
  const sites = start();
  await sites.reload(PORTAL);
  expect(tabs.reload).not.toHaveBeenCalled();
  permit(PORTAL);
  await sites.enable(PORTAL);
  expect((await sites.status(PORTAL)).site?.toReload).toBe(1);
  await sites.reload(PORTAL);
  expect(tabs.reload.mock.calls).toEqual([[[7]]]);
});

test('after an update the open tabs of every enabled site are asked to reload', async () => {
  const { start, permit, tabs, applied } = setUp();
  permit(PORTAL);
  await start().enable(PORTAL);
  tabs.askToReload.mockClear();
  await start().updated();
  expect([applied(), tabs.askToReload.mock.calls]).toEqual([[PORTAL], [[[7]]]]);
});

test('the sites of the package itself are served without a permission of their own', async () => {
  const { start, builtIn } = setUp();
  builtIn.add(PORTAL);
  expect((await start().status(PORTAL)).site).toMatchObject({ standing: 'enabled', by: 'administrator' });
});

test('a site that the user has enabled or removed is told of, and a start is not', async () => {
  const { start, permit, changed } = setUp();
  const sites = start();
  await sites.refresh();
  await sites.enable(PORTAL);
  expect(changed).not.toHaveBeenCalled();
  permit(PORTAL);
  // The browser's question has outlasted the service worker.
  const later = start();
  await later.refresh();
  expect(changed).toHaveBeenCalledTimes(1);
  await later.remove(PORTAL);
  expect(changed).toHaveBeenCalledTimes(2);
});
