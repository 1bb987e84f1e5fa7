import type { VendorFunction } from './call.js';
import { certificateFunctions } from './certificates.js';
import { dataObjectFunctions } from './data-objects.js';
import { deviceFunctions } from './device.js';
import { loginFunctions } from './logins.js';
import { signatureFunctions } from './signatures.js';

/** Every vendor function that is served, by its name on the wire. All others are `vendor.unsupported`. */
export const VENDOR_FUNCTIONS: ReadonlyMap<string, VendorFunction> = new Map(
  Object.entries({
    ...certificateFunctions,
    ...loginFunctions,
    ...signatureFunctions,
    ...dataObjectFunctions,
    ...deviceFunctions,
  }),
);
