// Loads both native parts beside the bridge into one process, and calls a function of each. Argument: a PKCS#11 module.
const { dirname, join } = require('node:path');
const koffi = require('koffi');

const native = { exports: {} };
process.dlopen(native, join(__dirname, 'native', 'pkcs11.node'));
const pkcs11 = new native.exports.PKCS11();
pkcs11.load(process.argv[2]);
pkcs11.C_Initialize({ flags: native.exports.CKF_OS_LOCKING_OK });

const processId = koffi.load('kernel32.dll').func('uint32_t __stdcall GetCurrentProcessId()');
const answers = {
  folder: dirname(process.execPath),
  koffi: processId() === process.pid,
  pkcs11: pkcs11.C_GetInfo().libraryDescription.trim(),
};
process.stdout.write(JSON.stringify(answers));
