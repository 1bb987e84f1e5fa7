import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, bundle, openBench, openPage, type TestPage, VENDOR } from './pages.js';
import type { Hosts } from './scenarios.js';
import type { Trace } from './trace.js';

type Traces = Readonly<Record<string, Trace>>;

let bench: Bench;
let scenarios: string;
let native: Traces;

beforeAll(async () => {
  [bench, scenarios] = await Promise.all([openBench(), bundle('scenarios.ts', 'scenarios')]);
  native = await traces(await openPage(bench, 'native'), bench.server);
});

afterAll(() => bench?.close());

/** What the scenarios saw, with the addresses replaced by placeholders. */
async function traces(page: TestPage, { service, refused }: Hosts): Promise<Traces> {
  const json = await page.evaluate(`${scenarios}; scenarios.run(${JSON.stringify({ service, refused })})
    .then((traces) => JSON.stringify(traces, (_key, value) => (value === undefined ? 'undefined' : value)))`);
  return JSON.parse(String(json).replaceAll(service, 'SERVICE').replaceAll(refused, 'REFUSED'));
}

describe('a page sees the same as with the native WebSocket', () => {
  test('at the vendor’s addresses', async () => {
    expect(await traces(await openPage(bench, 'replaced'), VENDOR)).toEqual(native);
  });

  test('at any other address, with the replacement in place', async () => {
    expect(await traces(await openPage(bench, 'replaced'), bench.server)).toEqual(native);
  });

  test('in every scenario something', () => {
    console.log('not compared: isTrusted, for only the browser can make a trusted event; timeStamp');
    for (const [name, trace] of Object.entries(native)) expect(trace, name).not.toEqual([]);
  });
});
