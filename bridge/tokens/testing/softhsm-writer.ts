/** Puts a certificate onto a token. Arguments: module, token's label, PIN, CKA_ID in hex, path of the DER. */
import { readFileSync } from 'node:fs';
import * as pkcs11js from 'pkcs11js';
import { tokenLabel } from '../pkcs11/token-label.js';

const [, , path = '', label = '', pin = '', id = '', certificate = ''] = process.argv;
const module = new pkcs11js.PKCS11();
module.load(path);
module.C_Initialize();
const slot = module
  .C_GetSlotList(true)
  .find((one) => tokenLabel(Buffer.from(module.C_GetTokenInfo(one).label, 'latin1')) === label);
if (!slot) throw new Error(`no token ${label}`);
const session = module.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION);
module.C_Login(session, pkcs11js.CKU_USER, pin);
module.C_CreateObject(session, [
  { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE },
  { type: pkcs11js.CKA_CERTIFICATE_TYPE, value: pkcs11js.CKC_X_509 },
  { type: pkcs11js.CKA_TOKEN, value: true },
  { type: pkcs11js.CKA_PRIVATE, value: false },
  { type: pkcs11js.CKA_ID, value: Buffer.from(id, 'hex') },
  { type: pkcs11js.CKA_SUBJECT, value: Buffer.alloc(0) },
  { type: pkcs11js.CKA_LABEL, value: label },
  { type: pkcs11js.CKA_VALUE, value: readFileSync(certificate) },
]);
module.C_Finalize();
