import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Facts, SourceName } from '../checks/facts.js';
import type { CheckResult } from '../checks/result.js';
import { bridge, certificate, noBridge, site } from '../checks/testing/facts.js';
import { CheckRunner, type Sources } from './checks.js';

const REQUEST = { front: null, pdf: null };

let kept: Record<string, unknown>;
let shown: (readonly CheckResult[])[];

beforeEach(() => {
  vi.useFakeTimers();
  [kept, shown] = [{}, []];
});
afterEach(() => {
  vi.useRealTimers();
});

function area(items: object): ConstructorParameters<typeof CheckRunner>[0]['local'] {
  const keep = {
    get: async () => items,
    set: async (more: object) => void Object.assign(items, JSON.parse(JSON.stringify(more))),
  };
  return keep as unknown as ConstructorParameters<typeof CheckRunner>[0]['local'];
}

/** A runner whose sources know nothing, but for those that are given. */
function runner(sources: Partial<Sources>): CheckRunner {
  const silent = async () => null;
  const names: SourceName[] = ['browser', 'bridge', 'environment', 'site', 'page', 'popups', 'bound', 'record'];
  const all = Object.fromEntries(names.map((name) => [name, silent])) as unknown as Sources;
  return new CheckRunner({
    sources: { ...all, ...sources },
    local: area(kept),
    session: area({}),
    now: Date.now,
    found: (results) => shown.push(results),
  });
}

const code = (results: readonly CheckResult[], id: CheckResult['id']) => results.find((one) => one.id === id)?.code;

test('a check is judged as soon as what it needs has answered, whatever else is slow', async () => {
  let answer: (facts: Facts['bridge']) => void = () => undefined;
  const slow = new Promise<Facts['bridge']>((resolve) => {
    answer = resolve;
  });
  const running = runner({ bridge: () => slow, record: async () => ({ broken: true }) }).run(REQUEST);
  await vi.advanceTimersByTimeAsync(0);
  expect(code(shown.at(-1) ?? [], 'record')).toBe('broken');
  expect(code(shown.at(-1) ?? [], 'program')).toBeUndefined();
  answer(bridge([{}], [certificate(300)]).bridge);
  expect(code(await running, 'token')).toBe('present');
});

test('a source that does not answer in time leaves its checks unknown and holds nobody up', async () => {
  const running = runner({ bridge: () => new Promise(() => undefined), record: async () => ({ broken: false }) }).run(
    REQUEST,
  );
  await vi.advanceTimersByTimeAsync(20_000);
  const results = await running;
  expect([code(results, 'program'), code(results, 'record')]).toEqual(['unknown', 'whole']);
});

test('a source that fails leaves its checks unknown', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const results = await runner({ record: () => Promise.reject(new Error('no storage')) }).run(REQUEST);
  expect(code(results, 'record')).toBe('unknown');
  expect(warn).toHaveBeenCalledOnce();
  warn.mockRestore();
});

test('what is about the site waits for which site it is', async () => {
  const asked: (string | null)[] = [];
  const results = await runner({
    site: async () => site('enabled').site,
    async page(_, which) {
      asked.push((await which)?.portal ?? null);
      return { pages: 1, errorPages: 0, unserved: 0, registered: true, loadedAt: null, loopback: null };
    },
  }).run(REQUEST);
  expect(asked).toEqual(['https://portal.test']);
  expect(code(results, 'reachable')).toBe('open');
});

test('two runs at once lose no finding, and what is kept is the newest', async () => {
  const one = runner({ bridge: async () => noBridge('bridge.unreachable').bridge });
  await Promise.all([one.run(REQUEST), one.run(REQUEST)]);
  const { checks } = kept as { checks: { results: CheckResult[]; history: CheckResult[] } };
  expect(code(checks.results, 'program')).toBe('bridge.unreachable');
  expect(checks.history.filter(({ id }) => id === 'program').length).toBe(1);
});

test('a service worker that was started anew goes on from what is kept', async () => {
  await runner({ record: async () => ({ broken: true }) }).run(REQUEST);
  const again = runner({});
  expect(code((await again.kept()).results, 'record')).toBe('broken');
});

test('what only a page is told of stays as a page has found it', async () => {
  const sources: Partial<Sources> = {
    browser: async ({ pdf }) => ({ name: 'Chrome', version: 130, windows: false, windowsVersion: null, pdf }),
  };
  const one = runner(sources);
  expect(code(await one.run({ front: null, pdf: false }), 'pdf')).toBe('downloaded');
  expect(code(await one.run(REQUEST), 'pdf')).toBe('downloaded');
});

test('what a run that began earlier hears late does not take the place of what a later one has found', async () => {
  let answer: (facts: Facts['bridge']) => void = () => undefined;
  const answers = [
    new Promise<Facts['bridge']>((resolve) => {
      answer = resolve;
    }),
    Promise.resolve(bridge([{}], [certificate(300)]).bridge),
  ];
  const one = runner({ bridge: () => answers.shift() ?? Promise.resolve(null) });
  const first = one.run(REQUEST);
  expect(code(await one.run(REQUEST), 'program')).toBe('ready');
  answer(noBridge('bridge.unreachable').bridge);
  expect(code(await first, 'program')).toBe('ready');
});

test('of the sites alone, the checks are run that need nothing else, and the whole’s end is not told anew', async () => {
  const bridgeAsked = vi.fn(async () => bridge([{}], [certificate(300)]).bridge);
  const one = runner({ bridge: bridgeAsked, site: async () => site('enabled').site });
  await one.run(REQUEST);
  const { at } = await one.kept();
  await vi.advanceTimersByTimeAsync(60_000);
  const results = await one.run(REQUEST, ['site', 'page', 'popups']);
  expect(bridgeAsked).toHaveBeenCalledOnce();
  const fresh = results.filter((one) => one.at > at).map(({ id }) => id);
  expect(fresh.sort()).toEqual(['encryption', 'loopback', 'popups', 'reachable', 'site']);
  expect([code(results, 'token'), (await one.kept()).at]).toEqual(['present', at]);
});
