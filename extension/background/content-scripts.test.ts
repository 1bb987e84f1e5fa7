import { afterEach, expect, test, vi } from 'vitest';
import { hasContentScripts, registerContentScripts } from './content-scripts.js';

type Script = chrome.scripting.RegisteredContentScript;

/**
 * Behaves like the browser's registry: throws on a second script of one id and on keys that it does not know,
 * gives paths back without a slash.
 */
function registry(unknownKey?: keyof Script) {
  const scripts = new Map<string, Script>();
  const register = vi.fn(async (added: Script[]) => {
    for (const script of added) {
      if (unknownKey && unknownKey in script) throw new TypeError(`Unexpected property: '${unknownKey}'`);
      if (scripts.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
      scripts.set(script.id, { ...script, js: (script.js ?? []).map((file) => file.replace(/^\//, '')) });
    }
  });
  vi.stubGlobal('chrome', {
    scripting: {
      getRegisteredContentScripts: async (filter?: { ids: string[] }) =>
        [...scripts.values()].filter(({ id }) => filter?.ids.includes(id) ?? true),
      registerContentScripts: register,
      unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
        for (const id of ids) scripts.delete(id);
      },
    },
  });
  return { scripts, register };
}

const FILES = { page: '/page.js', relay: '/relay.js', popups: '/popups.js', popupBar: '/bar.js', month: '/month.js' };

afterEach(() => vi.unstubAllGlobals());

test('all scripts run in every frame of exactly the enabled origins, before the page', async () => {
  const { scripts } = registry();
  await registerContentScripts(FILES, ['http://a.test:8080', 'https://b.test']);
  const matches = ['http://a.test:8080/*', 'https://b.test:443/*'];
  const common = { matches, allFrames: true, matchOriginAsFallback: true, runAt: 'document_start' };
  expect(scripts.get('page')).toMatchObject({ ...common, world: 'MAIN', js: ['page.js'] });
  expect(scripts.get('relay')).toMatchObject({ ...common, world: 'ISOLATED', js: ['relay.js'] });
  expect(scripts.get('popups')).toMatchObject({ ...common, world: 'MAIN', js: ['popups.js'] });
  expect(scripts.get('month')).toMatchObject({ allFrames: false, runAt: 'document_idle', world: 'ISOLATED', matches });
  expect(scripts.get('popupBar')).toMatchObject({ ...common, world: 'ISOLATED', js: ['bar.js'] });
});

test('running again changes nothing', async () => {
  const { register } = registry();
  await registerContentScripts(FILES, ['http://a.test', 'http://b.test']);
  await registerContentScripts(FILES, ['http://b.test', 'http://a.test']);
  expect(register).toHaveBeenCalledTimes(1);
});

test('a change of the sites replaces the registration, and no site ends it', async () => {
  const { scripts } = registry();
  await registerContentScripts(FILES, ['http://a.test']);
  await registerContentScripts(FILES, ['http://b.test']);
  expect(scripts.get('page')?.matches).toEqual(['http://b.test:80/*']);
  await registerContentScripts(FILES, []);
  expect(scripts.size).toBe(0);
});

test('a browser that cannot cover frames without an address gets the scripts all the same', async () => {
  const { scripts } = registry('matchOriginAsFallback');
  await registerContentScripts(FILES, ['http://a.test']);
  expect([...scripts.keys()]).toEqual(['relay', 'page', 'popupBar', 'popups', 'month']);
});

test('it is told for which origins the browser has them', async () => {
  const { scripts } = registry();
  await registerContentScripts(FILES, ['https://b.test']);
  expect(await hasContentScripts('https://b.test')).toBe(true);
  expect(await hasContentScripts('http://b.test')).toBe(false);
  scripts.delete('relay');
  expect(await hasContentScripts('https://b.test')).toBe(false);
});
