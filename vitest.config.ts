import { defineConfig } from 'vitest/config';

/** The groups run one after the other: a browser test beside busy unit tests would time out. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,bridge,extension,scripts,test}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', 'test/{node18,wine,e2e,attack,fuzz}/**', 'test/tokens/modules/**'],
          environment: 'node',
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'node18',
          include: ['test/node18/**/*.test.ts'],
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'wine',
          include: ['test/wine/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'fuzz',
          include: ['test/fuzz/**/*.test.ts'],
          // A process for each file, whose memory is measured: what V8 keeps for garbage grows to 48 MB otherwise.
          pool: 'forks',
          execArgv: ['--expose-gc', '--max-semi-space-size=1'],
          // A million inputs take a while, and a watchdog sees to those that hang.
          testTimeout: 3_600_000,
          sequence: { groupOrder: 6 },
        },
      },
      {
        test: {
          name: 'modules',
          include: ['test/tokens/modules/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'attack',
          include: ['test/attack/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
});
