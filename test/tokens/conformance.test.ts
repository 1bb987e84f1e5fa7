import { driverConformance } from '../../bridge/tokens/testing/conformance.js';
import { fakeBench } from './fake-bench.js';

driverConformance('the fake PKCS#11 module', fakeBench);
