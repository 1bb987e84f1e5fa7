import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { vi } from 'vitest';
import {
  type DebianModule,
  KEY_ID,
  LIBRARIES,
  makeKey,
  PASSWORD,
  pkcs11Tool,
  run,
  startDaemon,
} from './module-bench.js';

const MODULE = `${LIBRARIES}/pkcs11/gnome-keyring-pkcs11.so`;
/** 「Gnome2 Key Storage」, the only one of its tokens that takes keys. */
const SLOT = ['--slot', '0x12'];
/** The window of its daemon, for xdotool. */
const WINDOW = ['--class', 'gcr-prompter'];

/** The key storage of GNOME's keyring, deprecated by its makers. Its daemon asks for passwords in a window of its own. */
export const gnomeKeyring: DebianModule = {
  name: 'gnome-keyring',
  needs: {
    [MODULE]: 'gnome-keyring-pkcs11',
    '/usr/bin/gnome-keyring-daemon': 'gnome-keyring',
    '/usr/bin/dbus-run-session': 'dbus-daemon',
    '/usr/bin/Xvfb': 'xvfb',
    '/usr/bin/xdotool': 'xdotool',
    '/usr/bin/pkcs11-tool': 'opensc',
  },
  privateSystem: true,
  async setUp() {
    const files = await mkdtemp(join(tmpdir(), 'keyring-'));
    const [data, control] = [join(files, 'data'), join(files, 'control')];
    await Promise.all([mkdir(data), mkdir(control, { mode: 0o700 })]);
    const display = await startDisplay();
    const home = { HOME: files, XDG_DATA_HOME: data, XDG_RUNTIME_DIR: files, DISPLAY: display.name };
    const daemon = ['gnome-keyring-daemon', '--foreground', '--components=pkcs11', '--control-directory', control];
    // The password of its login keyring, which it reads here, becomes that of the token.
    const stop = await startDaemon(['dbus-run-session', '--', ...daemon, '--unlock'], join(control, 'pkcs11'), {
      env: home,
      input: PASSWORD,
    });
    const token = { module: MODULE, env: { GNOME_KEYRING_CONTROL: control } };
    const { keyDer, certificateDer } = await makeKey(files);
    for (const [type, file] of Object.entries({ privkey: keyDer, cert: certificateDer })) {
      const object = ['--write-object', file, '--type', type, '--id', KEY_ID];
      await pkcs11Tool(token, ...SLOT, '--login', '--pin', PASSWORD, ...object);
    }
    return {
      ...token,
      async type(password) {
        await run('xdotool', ['search', '--sync', '--onlyvisible', ...WINDOW, 'windowfocus', 'type', password], home);
        await run('xdotool', ['key', 'Return'], home);
        if (password === PASSWORD) return;
        // It asks for a wrong one again.
        await vi.waitUntil(
          async () => {
            if (!(await isOpen(home))) return true;
            await run('xdotool', ['key', 'Escape'], home);
            return false;
          },
          { timeout: 20_000, interval: 500 },
        );
      },
      async close() {
        await stop();
        await display.stop();
        await rm(files, { recursive: true });
      },
    };
  },
};

async function isOpen(env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await run('xdotool', ['search', '--onlyvisible', ...WINDOW], env);
    return true;
  } catch {
    // Its exit code for a window that is not there.
    return false;
  }
}

/** An X server without a screen. */
async function startDisplay() {
  const options = ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
  return {
    name: `:${number.toString().trim()}`,
    async stop() {
      const exit = once(server, 'exit');
      server.kill();
      await exit;
    },
  };
}
