import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { bundleScript } from './processes.js';

const run = promisify(execFile);

export const SOFTHSM_MODULE = '/usr/lib/softhsm/libsofthsm2.so';

/** Why SoftHSM2 cannot be used here, or null. */
export function softHsmMissing(): string | null {
  return existsSync(SOFTHSM_MODULE) ? null : `SoftHSM2 is not installed (${SOFTHSM_MODULE})`;
}

const KEY_ID = '01';
const SO_PIN = '12345678';

/** SoftHSM2 with token folders of its own. */
export interface SoftHsm {
  /** What a process that loads the module needs. */
  readonly env: Readonly<Record<string, string>>;
  /** Makes a token with an RSA-2048 key and a certificate of `CN=label`; answers its folder. */
  addToken(label: string, pin: string): Promise<string>;
  /** Takes a token's folder away as one pulls a key, or puts it back. */
  pull(token: string): Promise<void>;
  plug(token: string): Promise<void>;
  close(): Promise<void>;
}

/** `name` begins the name of the folder that holds all of it. */
export async function createSoftHsm(name = 'softhsm'): Promise<SoftHsm> {
  const root = await mkdtemp(join(tmpdir(), `${name}-`));
  const tokens = join(root, 'tokens');
  const away = join(root, 'away');
  const writer = await bundleScript(new URL('./softhsm-writer.ts', import.meta.url));
  const env = { SOFTHSM2_CONF: join(root, 'softhsm2.conf') };
  await Promise.all([mkdir(tokens), mkdir(away)]);
  await writeFile(
    env.SOFTHSM2_CONF,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );

  const util = (...args: readonly string[]) =>
    run('softhsm2-util', [...args], { env: { PATH: process.env.PATH, ...env } });

  async function makeKey(label: string): Promise<{ key: string; certificate: string }> {
    const pem = join(root, 'key.pem');
    const key = join(root, 'key.p8');
    const certificate = join(root, 'certificate.der');
    const subject = ['-utf8', '-subj', `/CN=${label}`, '-outform', 'DER', '-out', certificate];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', pem, ...subject]);
    await run('openssl', ['pkcs8', '-topk8', '-nocrypt', '-in', pem, '-out', key]);
    return { key, certificate };
  }

  return {
    env,
    async addToken(label, pin) {
      const before = await readdir(tokens);
      const { key, certificate } = await makeKey(label);
      await util('--init-token', '--free', '--label', label, '--so-pin', SO_PIN, '--pin', pin);
      await util('--import', key, '--token', label, '--label', label, '--id', KEY_ID, '--pin', pin);
      await run(process.execPath, [writer, SOFTHSM_MODULE, label, pin, KEY_ID, certificate], { env });
      const made = (await readdir(tokens)).find((name) => !before.includes(name));
      if (!made) throw new Error(`no token ${label}`);
      return made;
    },
    pull: (token) => rename(join(tokens, token), join(away, token)),
    plug: (token) => rename(join(away, token), join(tokens, token)),
    async close() {
      for (const path of [root, dirname(writer)]) await rm(path, { recursive: true });
    },
  };
}
