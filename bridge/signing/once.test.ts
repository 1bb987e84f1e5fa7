import { expect, it } from 'vitest';
import { success } from '../../shared/protocol/reasons.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { Once } from './once.js';

it('runs once for one key, also while the first run is under way', async () => {
  const once = new Once<string>(new FakeClock());
  let runs = 0;
  let finish: (() => void) | undefined;
  const operation = (): Promise<{ ok: true; value: string }> => {
    runs += 1;
    return new Promise((resolve) => {
      finish = () => resolve({ ok: true, value: 'signed' });
    });
  };
  const outcomes = [once.run('k', 'a', operation), once.run('k', 'a', operation)];
  finish?.();
  expect(await Promise.all(outcomes)).toEqual([success('signed'), success('signed')]);
  expect(await once.run('k', 'a', operation)).toEqual(success('signed'));
  expect(runs).toBe(1);
});

it('refuses the key with other content and leaves the first outcome alone', async () => {
  const once = new Once<string>(new FakeClock());
  await once.run('k', 'a', async () => success('first'));
  expect(await once.run('k', 'b', async () => success('second'))).toEqual({ ok: false, reason: 'sign.keyReused' });
  expect(await once.run('k', 'a', async () => success('third'))).toEqual(success('first'));
});

it('forgets an outcome ten minutes after it came about', async () => {
  const clock = new FakeClock();
  const once = new Once<string>(clock);
  await once.run('k', 'a', async () => success('first'));
  await Promise.resolve();
  clock.advance(10 * 60_000 - 1);
  expect(await once.run('k', 'a', async () => success('second'))).toEqual(success('first'));
  clock.advance(1);
  expect(await once.run('k', 'a', async () => success('second'))).toEqual(success('second'));
});

it('makes room by dropping old outcomes, never what is under way', async () => {
  const once = new Once<number>(new FakeClock());
  const pending = new Promise<never>(() => undefined);
  void once.run('pending', 'a', () => pending);
  for (let i = 0; i < 3_000; i += 1) expect((await once.run(`k${i}`, 'a', async () => success(i))).ok).toBe(true);
  let ranAgain = false;
  void once.run('pending', 'a', async () => {
    ranAgain = true;
    return success(0);
  });
  expect(ranAgain).toBe(false);
});

it('keeps no more than a few megabytes of outcomes, the newest', async () => {
  const once = new Once<string>(new FakeClock(), (value) => value.length);
  const big = 'x'.repeat(1_048_576);
  const kept = async (key: string) => {
    let ranAgain = false;
    await once.run(key, 'a', async () => {
      ranAgain = true;
      return success('');
    });
    return !ranAgain;
  };
  for (let i = 0; i < 20; i += 1) await once.run(`k${i}`, 'a', async () => success(big));
  await new Promise(setImmediate);
  expect([await kept('k19'), await kept('k4'), await kept('k3')]).toEqual([true, true, false]);
});
