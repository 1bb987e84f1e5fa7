import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { THREATS } from './threats.js';

/** At the end of a run with attacks: a line for each threat, and those that wait, by name. */
export default class AttackReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const attacked = tests.filter((test) => test.meta().attack !== undefined);
    if (attacked.length > 0) process.stdout.write(`\n${report(attacked)}\n`);
  }
}

function report(tests: readonly TestCase[]): string {
  const rows = [['threat', 'attacks repelled', 'let through without a defence', '']];
  const waiting: string[] = [];
  for (const threat of THREATS) {
    if ('waitsFor' in threat) {
      waiting.push(`${threat.id}: waits for ${threat.waitsFor}`);
      continue;
    }
    const own = tests.filter((test) => test.meta().attack?.threat === threat.id);
    const repelled = own.filter((test) => test.meta().attack?.without === null);
    const proofs = own.filter((test) => test.meta().attack?.without !== null);
    const reasons = new Set(own.flatMap((test) => test.meta().attack?.reason ?? []));
    const untried = [...reasons].map((reason) => `not tried: ${reason}`).join(', ');
    rows.push([threat.id, passed(repelled), passed(proofs), untried]);
  }
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...table, '', ...waiting, ''].join('\n');
}

function passed(tests: readonly TestCase[]): string {
  const right = tests.filter((test) => test.result().state === 'passed').length;
  return tests.length > 0 && right === tests.length ? `yes (${right})` : `${right} of ${tests.length}`;
}
