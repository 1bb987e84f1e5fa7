/** Measures the built bridge and extension; docs/benchmark.md says what each figure means. `--json FILE` writes them down. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureBundles } from './bundles.js';
import { table } from './figures.js';
import { measureLoad } from './load.js';
import { measurePage } from './page.js';
import { measureSignatures } from './signatures.js';
import { measureStarts } from './starts.js';
import { createWorkbench } from './workbench.js';

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const bench = await createWorkbench();
try {
  const figures = {
    ...(await measureSignatures(bench)),
    ...(await measureStarts(bench)),
    ...(await measurePage(bench)),
    ...(await measureLoad()),
    ...measureBundles(),
  };
  process.stdout.write(`${table(figures)}\n`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await bench.close();
}
