import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SHARES, type Surface } from './shares.js';
import { startWatchdog } from './watchdog.js';

/** Of all surfaces together. */
const INPUTS = Number(process.env.FUZZ_INPUTS ?? 100_000);
/** A failure names the seed that makes it again: FUZZ_SEED, with the number of inputs that it names, too. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 0x4000_0000);
const BATCH = 500;
/** By then code is compiled, and what is kept at all is full. */
const WARM_UP = 0.4;
const GROWTH = 1.1;

/**
 * Feeds a surface its share of hostile inputs. `feed` throws, or rejects, where it is not as it should be; what it throws by
 * itself counts as well. Memory stays within a tenth of what it is after the first inputs: each file has a process of its own.
 */
export function fuzz<T>(surface: Surface, inputs: fc.Arbitrary<T>, feed: (input: T) => void | Promise<void>): void {
  const all = Object.values(SHARES).reduce<number>((sum, share) => sum + share, 0);
  const count = Math.ceil((INPUTS * SHARES[surface]) / all);
  const warmUp = Math.ceil(count * WARM_UP);
  it(`${surface} (${count} inputs)`, async () => {
    const watchdog = startWatchdog(`${surface}: stuck, FUZZ_SEED=${SEED}`);
    const property = fc.asyncProperty(inputs, async (input) => {
      watchdog.beat();
      await feed(input);
      if ('polluted' in {}) throw new Error('every object has what an input named');
    });
    const run = async (from: number, to: number): Promise<void> => {
      for (let at = from; at < to; at += BATCH) {
        await fc.assert(property, { seed: SEED + at, numRuns: Math.min(BATCH, to - at) });
      }
    };
    try {
      await run(0, warmUp);
      const growth = async (): Promise<number> => {
        const before = await residentBytes();
        await run(warmUp, count);
        return (await residentBytes()) / before;
      };
      // A heap may find its size late; what leaks grows each time.
      const grown = (await growth()) < GROWTH ? 1 : await growth();
      expect(grown).toBeLessThan(GROWTH);
    } finally {
      await watchdog.stop();
    }
  });
}

/** After collection of garbage, whose pages V8 gives back a little later. */
async function residentBytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i += 1) {
    if (!globalThis.gc) throw new Error('run by the project "fuzz", which exposes the collector');
    globalThis.gc();
    await delay(20);
    least = Math.min(least, process.memoryUsage.rss());
  }
  return least;
}
