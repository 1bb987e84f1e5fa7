/** Signs with nothing but pkcs11js: one process, one session. Told by messages how many bytes, answers milliseconds. */
import { createHash, randomBytes } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import { digestInfo } from '../../bridge/tokens/digest-info.js';

const [, , module = '', password = ''] = process.argv;
const pkcs11 = new pkcs11js.PKCS11();
pkcs11.load(module);
pkcs11.C_Initialize();
const slot = pkcs11
  .C_GetSlotList(true)
  .find((each) => pkcs11.C_GetTokenInfo(each).flags & pkcs11js.CKF_TOKEN_INITIALIZED);
if (!slot) throw new Error('no token');
const session = pkcs11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION);
pkcs11.C_Login(session, pkcs11js.CKU_USER, password);
pkcs11.C_FindObjectsInit(session, [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY }]);
const [key] = pkcs11.C_FindObjects(session, 1);
pkcs11.C_FindObjectsFinal(session);
if (!key) throw new Error('no key');

function sign(data: Buffer): void {
  const info = digestInfo('rsa-sha256', createHash('sha256').update(data).digest());
  if (!info || !session || !key) throw new Error('a SHA-256 digest has its length');
  pkcs11.C_SignInit(session, { mechanism: pkcs11js.CKM_RSA_PKCS }, key);
  pkcs11.C_Sign(session, info, Buffer.alloc(256));
}

process.on('message', ({ bytes, times }: { readonly bytes: number; readonly times: number }) => {
  const data = randomBytes(bytes);
  const begin = performance.now();
  for (let done = 0; done < times; done += 1) sign(data);
  process.send?.(performance.now() - begin);
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
