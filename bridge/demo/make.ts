/**
 * A process of its own that makes the demo identity in the folder it is given: it happens once a year, and the parts
 * that it takes would stay in the bridge's memory for good.
 */
import { createDemoIdentity } from './identity.js';

const [, , folder = ''] = process.argv;
createDemoIdentity(folder).catch((error: NodeJS.ErrnoException) => {
  // The code alone: an error object may hold parts of a key.
  process.stderr.write(`${error.code ?? error.name}\n`);
  process.exitCode = 1;
});
