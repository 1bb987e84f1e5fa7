// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import type { RecordsExported } from '../messages/journal-export.js';
import { readCsv } from './csv.js';

const PARTS: Record<string, { csv: string; next: number | null }> = {
  null: { csv: '\ufeff"序号"\r\n"9"\r\n"8"\r\n', next: 8 },
  8: { csv: '"7"\r\n', next: 7 },
  7: { csv: '"6"\r\n"=1"\r\n', next: null },
};
const ask = vi.fn(async (before: number | null): Promise<RecordsExported> => {
  const value = PARTS[`${before}`];
  return value ? { ok: true, value } : { ok: false, reason: 'request.invalid' };
});

test('the parts are one file in UTF-8 with its byte order mark, and the rows are counted without their heading', async () => {
  const step = vi.fn();
  const read = await readCsv(ask, step, new AbortController().signal);
  if (!read || 'failed' in read) throw new Error('it is read');
  const bytes = Buffer.from(await read.csv.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(bytes.toString('utf8')).toBe('\ufeff"序号"\r\n"9"\r\n"8"\r\n"7"\r\n"6"\r\n"=1"\r\n');
  expect([read.rows, step.mock.calls]).toEqual([5, [[2], [3], [5]]]);
});

test('a part that fails leaves no file, and a stop asks nothing more', async () => {
  const failing = async (before: number | null): Promise<RecordsExported> =>
    before === 8 ? { ok: false, reason: 'bridge.disconnected' } : ask(before);
  expect(await readCsv(failing, () => {}, new AbortController().signal)).toEqual({ failed: 'bridge.disconnected' });
  const stop = new AbortController();
  ask.mockClear();
  expect(await readCsv(ask, () => stop.abort(), stop.signal)).toBeNull();
  expect(ask).toHaveBeenCalledTimes(2);
});
