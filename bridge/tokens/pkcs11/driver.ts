import { serveDriver } from '../driver-process.js';
import { createOperations } from './operations.js';

const { operations, leave } = createOperations();
serveDriver('pkcs11', operations, leave);
