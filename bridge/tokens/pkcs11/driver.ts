import { serveDriver } from '../driver-process.js';
import { createOperations } from './operations.js';

serveDriver('pkcs11', createOperations());
