import { it } from 'vitest';
import { driverConformance } from './testing/conformance.js';
import { pkcs12Bench } from './testing/pkcs12-bench.js';
import { softHsmMissing } from './testing/softhsm.js';
import { softHsmBench } from './testing/softhsm-bench.js';

driverConformance('PKCS#12 files', pkcs12Bench);

const missing = softHsmMissing();
if (missing === null) driverConformance('SoftHSM2', softHsmBench);
else it.skip(`a driver of SoftHSM2: ${missing}`);
