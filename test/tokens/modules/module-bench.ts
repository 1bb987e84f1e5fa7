/** What the set-ups of Debian's PKCS#11 modules share. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { vi } from 'vitest';

/** The holder of every certificate here, and where the module has labels of its own choosing, the token's. */
export const HOLDER = '衡水金保科技有限公司';
/** As long as the strictest of the modules allows: 8 characters. */
export const PASSWORD = 'pw-7Q2xK';
export const SO_PASSWORD = '87654321';
export const KEY_ID = '01';

const ARCHITECTURE: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64', ia32: 'i386' };
/** Debian's folder of libraries for this processor. */
export const LIBRARIES = `/usr/lib/${ARCHITECTURE[process.arch] ?? process.arch}-linux-gnu`;

/** One module with one token that holds a key and a certificate of HOLDER, protected by PASSWORD. */
export interface ModuleBench {
  /** Absolute path of the library. */
  readonly module: string;
  /** Variables that the module reads. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes the token away, in the way that the module allows, or puts it back; absent where it is always there. */
  readonly plugging?: {
    readonly pull: () => Promise<void>;
    readonly plug: () => Promise<void>;
    /** A login ends with it, too; others keep the key in memory until their logout. */
    readonly endsLogin: boolean;
  };
  /**
   * Types into the window that the module opens by itself, and gives up if it asks again; absent where the bridge
   * asks for the password.
   */
  readonly type?: (password: string) => Promise<void>;
  /** Keys that ask for the password each time. */
  readonly signOnce?: number;
  /** How often in a row the password may be wrong before the token locks; absent where it does not, or not soon. */
  readonly tries?: number;
  close(): Promise<void>;
}

export interface DebianModule {
  readonly name: string;
  /** Files that must be there, and the packages that bring them. */
  readonly needs: Readonly<Record<string, string>>;
  /** Needs folders of the system, which scripts/test-modules gives to the tests alone. */
  readonly privateSystem: boolean;
  setUp(): Promise<ModuleBench>;
}

/** Why a module cannot be tried here, or null. */
export function whyNot({ needs, privateSystem }: DebianModule): string | null {
  const missing = Object.entries(needs).find(([file]) => !existsSync(file));
  if (missing) return `${missing[1]} is not installed (${missing[0]})`;
  if (privateSystem && process.env.PRIVATE_SYSTEM !== '1')
    return 'needs to mount folders, as root: npm run test:modules';
  return null;
}

/** Runs a program to its end; its error says what it printed. */
export async function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  await promisify(execFile)(program, args, { env: { PATH: process.env.PATH, ...env } });
}

/** OpenSC's tool for any PKCS#11 module. */
export function pkcs11Tool(
  { module, env }: Pick<ModuleBench, 'module' | 'env'>,
  ...args: readonly string[]
): Promise<void> {
  return run('pkcs11-tool', ['--module', module, ...args], env);
}

export interface KeyFiles {
  /** The key as PEM and as DER of RFC 8017 RSAPrivateKey. */
  readonly keyPem: string;
  readonly keyDer: string;
  readonly certificatePem: string;
  readonly certificateDer: string;
}

/** An RSA-2048 key and a certificate of HOLDER, signed by itself, as files in `folder`. */
export async function makeKey(folder: string): Promise<KeyFiles> {
  const [keyPem, keyDer] = [`${folder}/key.pem`, `${folder}/key.der`];
  const [certificatePem, certificateDer] = [`${folder}/certificate.pem`, `${folder}/certificate.der`];
  const subject = ['-utf8', '-subj', `/CN=${HOLDER}`, '-days', '30'];
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    ...subject,
    '-keyout',
    keyPem,
    '-out',
    certificatePem,
  ]);
  await run('openssl', ['x509', '-in', certificatePem, '-outform', 'DER', '-out', certificateDer]);
  await run('openssl', ['rsa', '-in', keyPem, '-outform', 'DER', '-out', keyDer]);
  return { keyPem, keyDer, certificatePem, certificateDer };
}

/** Starts a program that stays, and waits for what it makes. Answers the function that ends it. */
export async function startDaemon(
  [program, ...args]: readonly [string, ...string[]],
  ready: string,
  { env = {}, input = '' }: { readonly env?: NodeJS.ProcessEnv; readonly input?: string } = {},
): Promise<() => Promise<void>> {
  const child = spawn(program, args, { env: { PATH: process.env.PATH, ...env }, stdio: ['pipe', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  child.stdin.end(input);
  await vi.waitUntil(() => existsSync(ready) || hasEnded(child), { timeout: 20_000 });
  if (hasEnded(child)) throw new Error(`${program} ended: ${words}`);
  return async () => {
    if (hasEnded(child)) return;
    const exit = once(child, 'exit');
    child.kill();
    await exit;
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
