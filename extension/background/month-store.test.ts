import { beforeEach, expect, test } from 'vitest';
import type { Observation } from '../workflow/observation.js';
import { NOTHING } from '../workflow/portal.js';
import { readWork } from '../workflow/stored.js';
import { lookAtMonth, MonthStore } from './month-store.js';

const PORTAL = 'http://portal.test';
const NOVEMBER = Date.UTC(2026, 10, 16, 2);
const SERIAL = '20261116000000000001';

let kept: Record<string, unknown>;
let now: number;
let store: MonthStore;

beforeEach(() => {
  kept = {};
  now = NOVEMBER;
  store = open();
});

/** Another service worker over the same storage. */
function open(): MonthStore {
  const storage = {
    get: async () => structuredClone(kept),
    set: async (items: object) => {
      Object.assign(kept, structuredClone(items));
    },
  };
  return new MonthStore(storage as unknown as chrome.storage.StorageArea, () => now);
}

function page(look: Partial<Observation>, account: string | null = '13110001'): Observation {
  return { ...NOTHING, unit: { company: '腾飞', account }, ...look };
}
function pending(...serials: readonly string[]): Partial<Observation> {
  const rows = serials.map((serial) => ({ serial, kind: 'add' as const, failure: '' }));
  return { filings: { list: 'pending', whole: true, rows } };
}

test('a month goes on where an earlier service worker left it', async () => {
  await store.look(PORTAL, page(pending(SERIAL)));
  const found = await open().look(PORTAL, page({ way: 'ca' }));
  expect(found?.month).toMatchObject({ period: '202611', way: 'ca', filings: { [SERIAL]: { list: 'pending' } } });
});

test('a page that names no unit tells of nobody’s month', async () => {
  expect(await store.look(PORTAL, { ...page({}), unit: null })).toBeNull();
  expect(kept).toEqual({});
});

test('units and months are kept apart, and so are websites', async () => {
  await store.look(PORTAL, page(pending(SERIAL)));
  await store.look(PORTAL, page({}, '13110002'));
  await store.look('http://other.test', page({}));
  now = Date.UTC(2026, 10, 30, 16);
  const december = await store.look(PORTAL, page({}));
  expect(december?.month).toMatchObject({ period: '202612', filings: {} });
  const { units, months } = await store.work();
  expect(units.map(({ origin, account }) => `${origin} ${account}`)).toEqual([
    'http://portal.test 13110001',
    'http://other.test 13110001',
    'http://portal.test 13110002',
  ]);
  expect(months.map(({ period }) => period).sort()).toEqual(['202611', '202611', '202611', '202612']);
});

test('two pages that are looked at side by side lose nothing', async () => {
  await Promise.all([
    store.look(PORTAL, page(pending(SERIAL))),
    store.look(PORTAL, page({ types: [{ name: '失业保险', assessed: null }] })),
    store.look(PORTAL, page({}, '13110002')),
  ]);
  const { units, months } = await store.work();
  expect(units).toHaveLength(2);
  expect(months.find(({ types }) => types)).toMatchObject({ filings: { [SERIAL]: {} }, types: { 失业保险: null } });
});

test('the clerk ticks, takes back, and says that there are no changes', async () => {
  const found = await store.look(PORTAL, page({}));
  const unit = found?.unit.key ?? '';
  await store.tell(unit, '202611', { wish: 'tick', step: 'pay', on: true });
  await store.tell(unit, '202611', { wish: 'noChanges', on: true });
  expect((await store.work()).months[0]).toMatchObject({ ticks: { pay: NOVEMBER }, noChanges: true });
  await store.tell(unit, '202611', { wish: 'tick', step: 'pay', on: false });
  expect((await store.work()).months[0]?.ticks).toEqual({});
  await store.tell('somebody else', '202611', { wish: 'noChanges', on: true });
  expect((await store.work()).months).toHaveLength(1);
});

test('a unit keeps its name and its day through further looks, and goes with its months', async () => {
  const unit = (await store.look(PORTAL, page(pending(SERIAL))))?.unit.key ?? '';
  await store.set(unit, { wish: 'nickname', nickname: '老王的' });
  await store.set(unit, { wish: 'cutOff', cutOff: 20 });
  await store.look(PORTAL, page({}));
  expect((await store.work()).units[0]).toMatchObject({ nickname: '老王的', cutOff: 20 });
  await store.set(unit, { wish: 'forget' });
  expect(await store.work()).toEqual({ units: [], months: [] });
});

test('what cannot be read is begun anew, what is sound is kept to the letter', async () => {
  await store.look(PORTAL, page(pending(SERIAL)));
  expect(readWork(kept.months).units).toHaveLength(1);
  kept = { months: { schemaVersion: 1, units: [{ key: 1 }], months: [] } };
  expect(await store.work()).toEqual({ units: [], months: [] });
  await store.look(PORTAL, page({}));
  expect((await store.work()).units).toHaveLength(1);
});

test('the panel is told the next step in words, and nothing of a month that was not seen', async () => {
  const shown = await lookAtMonth(PORTAL, page({}), store, 'zh-CN');
  expect(shown?.month.summary).toMatch(/还没有看到/);
  const filed = await lookAtMonth(PORTAL, page(pending(SERIAL)), store, 'zh-CN');
  expect(filed?.month.summary).toBe('下一步：等待审批');
  expect(filed?.month.steps.find(({ id }) => id === 'assess')?.blocked).toMatch(/没有审批/);
  expect(filed?.month.steps[1]).toMatchObject({ count: '1/1', detail: '已完成 · 社保局（网上）' });
});
