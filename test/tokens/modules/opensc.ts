import { createPrivateKey, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DebianModule, LIBRARIES, makeKey, PASSWORD, startDaemon } from './module-bench.js';
import { PivCard, type PivKey, TRIES } from './piv-card.js';

const MODULE = `${LIBRARIES}/opensc-pkcs11.so`;
const READER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';

/** A smart card in a reader of pcscd; only reader and card are virtual. */
export const openSc: DebianModule = {
  name: 'OpenSC',
  needs: { [MODULE]: 'opensc-pkcs11', '/usr/sbin/pcscd': 'pcscd', [READER]: 'vsmartcard-vpcd' },
  privateSystem: true,
  async setUp() {
    const files = await mkdtemp(join(tmpdir(), 'opensc-'));
    const port = await freePort();
    const readers = join(files, 'reader.conf');
    const channel = `0x${port.toString(16)}`;
    await writeFile(
      readers,
      `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:${channel}\nLIBPATH ${READER}\nCHANNELID ${channel}\n`,
    );
    const stop = await startDaemon(['/usr/sbin/pcscd', '--foreground', '--config', readers], '/run/pcscd/pcscd.comm');
    const keys = { '9a': await pivKey(files), '9c': await pivKey(files) };
    const card = new PivCard({ pin: PASSWORD, guid: randomBytes(16).toString('hex'), keys });
    await card.insert(port);
    return {
      module: MODULE,
      env: {},
      plugging: { endsLogin: true, pull: () => card.pull(), plug: () => card.insert(port) },
      signOnce: 1,
      tries: TRIES,
      async close() {
        await card.pull();
        await stop();
        await rm(files, { recursive: true });
      },
    };
  },
};

async function pivKey(files: string): Promise<PivKey> {
  const { keyPem, certificateDer } = await makeKey(files);
  return { certificate: await readFile(certificateDer), privateKey: createPrivateKey(await readFile(keyPem)) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
