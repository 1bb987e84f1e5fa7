import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A window as the user would see it. */
export interface WindowDescription {
  readonly kind: 'password' | 'confirm' | 'choose' | 'notice' | 'entry';
  readonly title: string;
  readonly description: string;
  readonly ok: string;
  /** Not in a notice. */
  readonly cancel?: string;
  /** A confirm's further button. */
  readonly remember?: string;
  /** Password windows only. */
  readonly prompt?: string;
  /** The label of the second input of a password that is to be made, and what is said where the two differ. */
  readonly repeat?: string;
  readonly mismatch?: string;
  readonly error?: string;
  /** The Assuan options that were set, as `name=value`. */
  readonly options?: readonly string[];
  /** Lists only. */
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly string[])[];
}

/** A window that waits for its answer. Each throws when the window has gone away or was answered already. */
export interface OpenWindow {
  readonly window: WindowDescription;
  password(value: string | Buffer): void;
  accept(): void;
  /** Presses the further button. */
  remember(): void;
  /** The text of an entry. */
  type(text: string): void;
  choose(index: number): void;
  cancel(): void;
  timeout(): void;
  /** The program kills itself. */
  crash(): void;
  /** The program answers with a password that it says is from a cache. */
  answerFromCache(value: string): void;
  /** Resolves when the window is gone, answered or not. */
  readonly closed: Promise<void>;
}

export interface ScriptedWindows {
  /** Path of a program that speaks pinentry's protocol. */
  readonly pinentry: string;
  /** Path of a program that takes zenity's command line. */
  readonly zenity: string;
  /** All windows so far, in order. */
  readonly shown: readonly WindowDescription[];
  /** The next window that nobody has taken yet; waits for it. */
  next(): Promise<OpenWindow>;
  /** From now on every window goes to `answer`, those that wait already included; null ends that. */
  answerAll(answer: ((open: OpenWindow) => void) | null): void;
  /** Closes all windows (their programs end as crashed) and fails whoever waits for one. */
  close(): Promise<void>;
}

/**
 * Windows that a test answers. The bridge starts the two programs as it would start the real
 * ones; they need DISPLAY to be set for it (to anything) and keep no password on disk.
 * `folder` is made if needed; its path may have 90 bytes at most, for the socket in it.
 */
export async function startScriptedWindows(folder: string): Promise<ScriptedWindows> {
  await mkdir(folder, { recursive: true });
  const [pinentry, zenity] = await Promise.all([
    install('pinentry-scripted.mjs', folder),
    install('zenity-scripted.mjs', folder),
  ]);

  const shown: WindowDescription[] = [];
  const untaken: OpenWindow[] = [];
  const waiting: { resolve(open: OpenWindow): void; reject(error: Error): void }[] = [];
  const sockets = new Set<Socket>();
  let automatic: ((open: OpenWindow) => void) | null = null;
  let isClosed = false;

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A program that is killed resets its connection; `closed` tells the test.
    socket.on('error', () => undefined);
    const lines = createInterface({ input: socket });
    // Readline passes on what befalls the connection.
    lines.on('error', () => undefined);
    lines.once('line', (line) => {
      const open = openWindow(JSON.parse(line) as WindowDescription, socket);
      shown.push(open.window);
      if (automatic) automatic(open);
      else if (waiting.length > 0) waiting.shift()?.resolve(open);
      else untaken.push(open);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(join(folder, 'windows.sock'), resolve);
  });

  return {
    pinentry,
    zenity,
    shown,
    next: () => {
      const open = untaken.shift();
      if (open) return Promise.resolve(open);
      if (isClosed) return Promise.reject(new Error('the scripted windows are closed'));
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
    answerAll: (answer) => {
      automatic = answer;
      if (answer) for (const open of untaken.splice(0)) answer(open);
    },
    close: async () => {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) {
        reject(new Error(`no further window was opened; shown so far: ${shown.length}`));
      }
      const ended = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of sockets) socket.destroy();
      await ended;
    },
  };
}

/** The programs look for the socket beside themselves, so each stack gets its own copy. */
async function install(name: string, folder: string): Promise<string> {
  const program = join(folder, name);
  await copyFile(fileURLToPath(new URL(name, import.meta.url)), program);
  await chmod(program, 0o755);
  return program;
}

function openWindow(window: WindowDescription, socket: Socket): OpenWindow {
  let isAnswered = false;
  const answer = (message: Readonly<Record<string, string | number>>) => {
    if (isAnswered) throw new Error(`the window was answered already: ${window.title}`);
    if (socket.destroyed) throw new Error(`the window has gone away: ${window.title}`);
    isAnswered = true;
    socket.write(`${JSON.stringify(message)}\n`);
  };
  const base64 = (value: string | Buffer) => Buffer.from(value).toString('base64');
  const only = (kind: WindowDescription['kind']) => {
    if (window.kind !== kind) throw new Error(`a ${window.kind} window cannot be answered like a ${kind} window`);
  };
  return {
    window,
    password: (value) => {
      only('password');
      answer({ answer: 'password', value: base64(value) });
    },
    accept: () => {
      if (window.kind === 'password') throw new Error('a password window is accepted with a password');
      answer({ answer: 'ok' });
    },
    remember: () => {
      if (window.remember === undefined) throw new Error('the window has no such button');
      answer({ answer: 'remember' });
    },
    type: (text) => {
      only('entry');
      answer({ answer: 'text', value: text });
    },
    choose: (index) => {
      only('choose');
      answer({ answer: 'row', index });
    },
    cancel: () => answer({ answer: 'cancel' }),
    timeout: () => answer({ answer: 'timeout' }),
    crash: () => answer({ answer: 'crash' }),
    answerFromCache: (value) => {
      only('password');
      answer({ answer: 'cached', value: base64(value) });
    },
    closed: new Promise((resolve) => {
      socket.once('close', () => resolve());
    }),
  };
}
