import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { failure, type Result, success } from '../../../shared/protocol/reasons.js';
import type { PasswordFacts } from '../driver.js';
import { type Operation, operation, type Reply } from '../driver-process.js';
import { unpackPasswords } from '../messages.js';
import { packPkcs12, writePrivate } from './pack.js';
import { readPrivateKey } from './private-key.js';
import { signDigest } from './sign-digest.js';
import { readTokenFolder, type TokenFile } from './token-folder.js';

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const DONE: Reply = { value: {} };

/** A file counts no tries, and takes any password. */
const PASSWORD = { onToken: false, tries: 'unknown', minBytes: 1, maxBytes: 200 } satisfies PasswordFacts;

/** The table of operations, with the keys of the tokens that are logged in. */
export function createOperations(): Readonly<Record<string, Operation>> {
  const keys = new Map<string, KeyObject>();
  let folder: string | null = null;

  /** Read anew each time, so a file that was taken away or replaced is a token that was unplugged. */
  function files(): Result<readonly TokenFile[]> {
    return folder === null ? failure('driver.unavailable') : readTokenFolder(folder);
  }

  function find(id: string): Result<TokenFile> {
    const all = files();
    if (!all.ok) return all;
    const file = all.value.find((candidate) => candidate.id === id);
    return file ? success(file) : failure('certificate.notFound');
  }

  return {
    open: operation(z.strictObject({ folder: z.string().check(z.minLength(1)) }), (args) => {
      folder = args.folder;
      return success(DONE);
    }),

    list: operation(z.strictObject({}), () => {
      const all = files();
      if (!all.ok) return all;
      const tokens = all.value.map(({ id, label, certificate }) => ({
        id,
        label,
        certificates: [certificate.raw.toString('base64')],
        password: PASSWORD,
      }));
      return success({ value: { tokens } });
    }),

    /** Always checks the password: an earlier login on the token ends first. */
    login: operation(z.strictObject({ token: hash }), ({ token }, { secret }) => {
      keys.delete(token);
      const file = find(token);
      if (!file.ok) return file;
      if (!secret) return failure('internal');
      const key = unlock(file.value, secret);
      if (!key.ok) return key;
      keys.set(token, key.value);
      return success({ value: { signOnce: [] } });
    }),

    logout: operation(z.strictObject({ token: hash }), ({ token }) => {
      keys.delete(token);
      return success(DONE);
    }),

    changePassword: operation(z.strictObject({ token: hash }), async ({ token }, { secret }) => {
      const file = find(token);
      if (!file.ok) return file;
      const passwords = secret && unpackPasswords(secret);
      if (!passwords?.next.length) return failure('internal');
      const key = unlock(file.value, passwords.current);
      return key.ok ? repack(file.value, key.value, passwords.next) : key;
    }),

    /** Files hold a key and its certificate, and nothing else. */
    readData: operation(z.strictObject({ token: hash, label: z.string(), private: z.boolean() }), () =>
      success({ value: { found: false } }),
    ),

    sign: operation(
      z.strictObject({ token: hash, certificate: hash, mechanism: z.enum(['rsa-sha1', 'rsa-sha256']) }),
      ({ token, certificate, mechanism }, { bytes }) => {
        const file = find(token);
        if (!file.ok) return file;
        if (file.value.certificateId !== certificate) return failure('certificate.notFound');
        const key = keys.get(token);
        // The process that held the login is no more.
        if (!key) return failure('driver.crashed');
        const signature = bytes && signDigest(key, mechanism, bytes);
        return signature ? success({ value: {}, bytes: signature }) : failure('internal');
      },
    ),
  };
}

async function repack(file: TokenFile, key: KeyObject, password: Buffer): Promise<Result<Reply>> {
  try {
    await writePrivate(file.keyFile, packPkcs12(key, file.certificate.toString(), password.toString('utf8')));
    return success(DONE);
  } catch {
    // The disk is full or not ours to write: the old file is as it was.
    return failure('password.refused');
  }
}

function unlock(file: TokenFile, password: Buffer): Result<KeyObject> {
  let content: Buffer;
  try {
    content = readFileSync(file.keyFile);
  } catch {
    // Taken away or locked since it was listed.
    return failure('driver.unavailable');
  }
  const key = readPrivateKey(content, password);
  return key.ok && !file.certificate.checkPrivateKey(key.value) ? failure('driver.unavailable') : key;
}
