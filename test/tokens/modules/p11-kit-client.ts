import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSoftHsm, SOFTHSM_MODULE, type SoftHsm } from '../../../bridge/tokens/testing/softhsm.js';
import { type DebianModule, HOLDER, LIBRARIES, PASSWORD, startDaemon } from './module-bench.js';

const MODULE = `${LIBRARIES}/pkcs11/p11-kit-client.so`;

/** A token of another machine, forwarded by a socket: p11-kit's client and server, over SoftHSM2. */
export const p11KitClient: DebianModule = {
  name: 'p11-kit-client',
  needs: {
    [MODULE]: 'p11-kit-modules',
    '/usr/bin/p11-kit': 'p11-kit',
    '/usr/libexec/p11-kit/p11-kit-server': 'p11-kit',
    [SOFTHSM_MODULE]: 'softhsm2',
  },
  privateSystem: false,
  async setUp() {
    const hsm = await createSoftHsm();
    const token = await hsm.addToken(HOLDER, PASSWORD);
    const { env, close } = await serveByP11Kit(hsm);
    return {
      module: MODULE,
      env,
      plugging: { endsLogin: true, pull: () => hsm.pull(token), plug: () => hsm.plug(token) },
      async close() {
        await close();
        await hsm.close();
      },
    };
  },
};

/** Serves all tokens; answers what a process that loads the client needs. */
async function serveByP11Kit({ env }: SoftHsm) {
  const folder = await mkdtemp(join(tmpdir(), 'p11-kit-'));
  const socket = join(folder, 'socket');
  const server = ['p11-kit', 'server', '--foreground', '--name', socket] as const;
  const stop = await startDaemon([...server, '--provider', SOFTHSM_MODULE, 'pkcs11:'], socket, { env });
  return {
    env: { P11_KIT_SERVER_ADDRESS: `unix:path=${socket}` },
    async close() {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}
