import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DebianModule, HOLDER, LIBRARIES, makeKey, PASSWORD, run } from './module-bench.js';

const MODULE = `${LIBRARIES}/p11-kit-proxy.so`;
const SOFTOKN = `${LIBRARIES}/libsoftokn3.so`;
const PROXIED = '/usr/share/p11-kit/modules';
const BUNDLE_PASSWORD = 'bundle';

/**
 * The certificate database of NSS (Firefox, Thunderbird). Its library refuses an initialisation without parameters of
 * its own; p11-kit's proxy gives it those and is what the driver loads.
 */
export const nssSoftokn: DebianModule = {
  name: 'NSS softokn by p11-kit-proxy',
  needs: { [SOFTOKN]: 'libnss3', '/usr/bin/certutil': 'libnss3-tools', [MODULE]: 'p11-kit-modules' },
  privateSystem: true,
  async setUp() {
    const files = await mkdtemp(join(tmpdir(), 'nss-'));
    const [database, password, bundle] = [join(files, 'db'), join(files, 'password'), join(files, 'bundle.p12')];
    await mkdir(database);
    await writeFile(password, PASSWORD);
    const { keyPem, certificatePem } = await makeKey(files);
    const content = ['-inkey', keyPem, '-in', certificatePem, '-name', HOLDER];
    await run('openssl', ['pkcs12', '-export', ...content, '-passout', `pass:${BUNDLE_PASSWORD}`, '-out', bundle]);
    await run('certutil', ['-N', '-d', `sql:${database}`, '-f', password]);
    await run('pk12util', ['-i', bundle, '-d', `sql:${database}`, '-k', password, '-W', BUNDLE_PASSWORD]);
    const parameters = `configdir='sql:${database}' certPrefix='' keyPrefix='' secmod='secmod.db' flags=`;
    const entry = join(PROXIED, 'nss.module');
    await writeFile(entry, `module: ${SOFTOKN}\nx-init-reserved: ${parameters}\n`);
    return {
      module: MODULE,
      env: {},
      plugging: {
        endsLogin: false,
        async pull() {
          await rename(database, `${database}.away`);
          await mkdir(database);
        },
        async plug() {
          await rm(database, { recursive: true });
          await rename(`${database}.away`, database);
        },
      },
      async close() {
        for (const path of [entry, files]) await rm(path, { recursive: true });
      },
    };
  },
};
