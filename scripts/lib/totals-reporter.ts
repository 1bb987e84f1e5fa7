import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Writes `<passed> <failed>` of a vitest run to the file named by TOTALS_FILE. A test file that does not
 * load, a hook that fails and an error outside of any test each count as one failed test.
 */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env.TOTALS_FILE;
    if (file === undefined) throw new Error('TOTALS_FILE names no file');
    let passed = 0;
    let failed = unhandled.length;
    for (const module of modules) {
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        // A test that never ran is as bad as one that failed; only a deliberate skip is neither.
        if (state === 'failed' || state === 'pending') failed += 1;
      }
    }
    writeFileSync(file, `${passed} ${failed}\n`);
  }
}
