import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
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

const MODULE = `${LIBRARIES}/pkcs11/libopencryptoki.so`;
const FOLDERS = '/usr/lib/tmpfiles.d/opencryptoki.conf';
const TOKEN = '/var/lib/opencryptoki/swtok';
/** The software token's slot in the configuration that Debian ships. */
const SLOT = ['--slot', '3'];

/** openCryptoki's software token, which its daemon pkcsslotd serves. */
export const opencryptoki: DebianModule = {
  name: 'opencryptoki',
  needs: { '/usr/sbin/pkcsslotd': 'opencryptoki', [MODULE]: 'opencryptoki', '/usr/bin/pkcs11-tool': 'opensc' },
  privateSystem: true,
  async setUp() {
    const files = await mkdtemp(join(tmpdir(), 'opencryptoki-'));
    // Its folders, as the package's tmpfiles.d(5) makes them at a boot.
    for (const line of (await readFile(FOLDERS, 'utf8')).split('\n')) {
      const [type, folder = '', mode = '', , group = ''] = line.split(/\s+/);
      if (type === 'd') await run('install', ['-d', '-m', mode, '-g', group, folder]);
    }
    const stop = await startDaemon(['/usr/sbin/pkcsslotd', '-f'], '/run/pkcsslotd.socket');
    const token = { module: MODULE, env: {} };
    const { keyDer, certificateDer } = await makeKey(files);
    const asOfficer = ['--login', '--login-type', 'so', '--so-pin', SO_PASSWORD];
    await pkcs11Tool(token, ...SLOT, '--init-token', '--label', HOLDER, '--so-pin', SO_PASSWORD);
    await pkcs11Tool(token, ...SLOT, '--init-pin', ...asOfficer, '--new-pin', PASSWORD);
    for (const [type, file] of Object.entries({ privkey: keyDer, cert: certificateDer })) {
      const object = ['--write-object', file, '--type', type, '--id', KEY_ID];
      await pkcs11Tool(token, ...SLOT, '--login', '--pin', PASSWORD, ...object);
    }
    const away = `${TOKEN}.away`;
    return {
      ...token,
      plugging: {
        endsLogin: false,
        async pull() {
          await rename(TOKEN, away);
          await mkdir(join(TOKEN, 'TOK_OBJ'), { recursive: true });
        },
        async plug() {
          await rm(TOKEN, { recursive: true });
          await rename(away, TOKEN);
        },
      },
      async close() {
        await stop();
        await rm(files, { recursive: true });
      },
    };
  },
};
