import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DebianModule,
  HOLDER,
  KEY_ID,
  LIBRARIES,
  makeKey,
  PASSWORD,
  pkcs11Tool,
  run,
  SO_PASSWORD,
  startDaemon,
} from './module-bench.js';

const MODULE = `${LIBRARIES}/pkcs11/libtpm2_pkcs11.so`;
/** The slot that the module has while its store is empty. */
const SLOT = ['--slot', '1'];

/** Keys that never leave a TPM 2.0, which swtpm plays. */
export const tpm2Pkcs11: DebianModule = {
  name: 'tpm2-pkcs11',
  needs: {
    [MODULE]: 'libtpm2-pkcs11-1',
    '/usr/bin/swtpm': 'swtpm',
    [`${LIBRARIES}/libtss2-tcti-swtpm.so.0`]: 'libtss2-tcti-swtpm0',
    '/usr/bin/pkcs11-tool': 'opensc',
  },
  privateSystem: false,
  async setUp() {
    const files = await mkdtemp(join(tmpdir(), 'tpm2-'));
    const [state, store, socket] = [join(files, 'state'), join(files, 'store'), join(files, 'tpm')];
    await Promise.all([mkdir(state), mkdir(store)]);
    const sockets = ['--server', `type=unixio,path=${socket}`, '--ctrl', `type=unixio,path=${socket}.ctrl`];
    const flags = ['--flags', 'not-need-init,startup-clear', '--tpmstate', `dir=${state}`];
    const stop = await startDaemon(['swtpm', 'socket', '--tpm2', ...sockets, ...flags], `${socket}.ctrl`);
    const env = { TPM2_PKCS11_STORE: store, TPM2_PKCS11_TCTI: `swtpm:path=${socket}` };
    const token = { module: MODULE, env };
    const asUser = [...SLOT, '--login', '--pin', PASSWORD, '--id', KEY_ID];
    const asOfficer = [...SLOT, '--login', '--login-type', 'so', '--so-pin', SO_PASSWORD];
    await pkcs11Tool(token, ...SLOT, '--init-token', '--label', HOLDER, '--so-pin', SO_PASSWORD);
    await pkcs11Tool(token, '--init-pin', ...asOfficer, '--new-pin', PASSWORD);
    await pkcs11Tool(token, ...asUser, '--keypairgen', '--key-type', 'rsa:2048');
    await pkcs11Tool(token, ...asUser, '--write-object', await certify(token, asUser, files), '--type', 'cert');
    return {
      ...token,
      plugging: {
        endsLogin: false,
        async pull() {
          await rename(store, `${store}.away`);
          await mkdir(store);
        },
        async plug() {
          await rm(store, { recursive: true });
          await rename(`${store}.away`, store);
        },
      },
      async close() {
        await stop();
        await rm(files, { recursive: true });
      },
    };
  },
};

/** A certificate of HOLDER for the public key on the token; answers its file. */
async function certify(
  token: { readonly module: string; readonly env: Readonly<Record<string, string>> },
  asUser: readonly string[],
  files: string,
): Promise<string> {
  const [publicKey, publicPem] = [join(files, 'public.der'), join(files, 'public.pem')];
  const [request, certificate] = [join(files, 'request.pem'), join(files, 'token.der')];
  await pkcs11Tool(token, ...asUser, '--read-object', '--type', 'pubkey', '--output-file', publicKey);
  const { keyPem, certificatePem } = await makeKey(files);
  await run('openssl', ['pkey', '-pubin', '-inform', 'DER', '-in', publicKey, '-out', publicPem]);
  await run('openssl', ['req', '-new', '-key', keyPem, '-utf8', '-subj', `/CN=${HOLDER}`, '-out', request]);
  const issuer = ['-CA', certificatePem, '-CAkey', keyPem, '-CAcreateserial', '-force_pubkey', publicPem];
  await run('openssl', ['x509', '-req', '-in', request, ...issuer, '-outform', 'DER', '-out', certificate]);
  return certificate;
}
