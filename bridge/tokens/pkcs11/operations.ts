import type { PKCS11 } from 'pkcs11js';
import * as z from 'zod/mini';
import { failure, type Result, success } from '../../../shared/protocol/reasons.js';
import { digestInfo } from '../digest-info.js';
import { type Operation, operation, type Reply } from '../driver-process.js';
import { unpackPasswords } from '../messages.js';
import { changePassword } from './change-password.js';
import { ckrReason } from './ckr-reasons.js';
import { loadModule } from './load-module.js';
import { type Login, logIn, logOut, signDigestInfo } from './login.js';
import { passwordFacts } from './password-facts.js';
import { readData } from './read-data.js';
import { tokenLabel } from './token-label.js';
import { TokenView } from './token-view.js';

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const DONE: Reply = { value: {} };

interface Open {
  readonly module: PKCS11;
  readonly view: TokenView;
}

/**
 * The table of operations over one module, with the token that is logged in: a process serves one. `leave` logs it out:
 * a token may stay open when only the process ends.
 */
export function createOperations(): {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly leave: () => void;
} {
  let open: Open | null = null;
  let login: { readonly token: string; readonly certificates: ReadonlySet<string>; readonly state: Login } | null =
    null;

  function forget(module: PKCS11): void {
    if (login) logOut(module, login.state);
    login = null;
  }

  /** Runs on the module; what it throws becomes the operation's failure. */
  function withModule<T>(run: (open: Open) => Result<T>): Result<T> {
    if (!open) return failure('driver.unavailable');
    try {
      return run(open);
    } catch (error) {
      return failure(ckrReason(error));
    }
  }

  const operations = {
    open: operation(z.strictObject({ module: z.string().check(z.minLength(1)) }), (args) => {
      const loaded = loadModule(args.module);
      if (!loaded.ok) return loaded;
      const { module, sha256 } = loaded.value;
      open = { module, view: new TokenView(module) };
      return success({ value: { moduleSha256: sha256 } });
    }),

    list: operation(z.strictObject({}), () =>
      withModule(({ view }) => {
        const tokens = view.tokens().map(({ token: { id, certificates }, info }) => ({
          id,
          label: tokenLabel(Buffer.from(info.label, 'latin1')),
          certificates: certificates.map(({ der }) => der.toString('base64')),
          password: passwordFacts(info),
        }));
        return success({ value: { tokens } });
      }),
    ),

    /** Once a process: the bridge starts another for the next login. */
    login: operation(z.strictObject({ token: hash }), ({ token }, { secret }) =>
      withModule(({ module, view }) => {
        const seen = view.find(token);
        if (!seen) return failure('certificate.notFound');
        const { onToken } = passwordFacts(seen.info);
        if (onToken ? secret : !secret?.length) return failure('internal');
        const state = logIn(module, seen.token, secret);
        if (!state.ok) return state;
        const certificates = new Set(seen.token.certificates.map(({ id }) => id));
        login = { token, certificates, state: state.value };
        const signOnce = [...state.value.keys].filter(([, key]) => key.signOnce).map(([id]) => id);
        return success({ value: { signOnce } });
      }),
    ),

    logout: operation(z.strictObject({ token: hash }), () =>
      withModule(({ module }) => {
        forget(module);
        return success(DONE);
      }),
    ),

    changePassword: operation(z.strictObject({ token: hash }), ({ token }, { secret }) =>
      withModule(({ module, view }) => {
        const seen = view.find(token);
        if (!seen) return failure('certificate.notFound');
        const passwords = secret && unpackPasswords(secret);
        const { onToken } = passwordFacts(seen.info);
        if (onToken ? secret : !passwords?.current.length || !passwords.next.length) return failure('internal');
        const changed = changePassword(module, seen.token.slot, passwords);
        return changed.ok ? success(DONE) : changed;
      }),
    ),

    readData: operation(
      z.strictObject({ token: hash, label: z.string().check(z.maxLength(200)), private: z.boolean() }),
      (args) =>
        withModule(({ module, view }) => {
          const seen = view.find(args.token);
          if (!seen) return failure('certificate.notFound');
          const bytes = readData(module, seen.token.slot, args.label, args.private);
          return success({ value: { found: bytes !== null }, ...(bytes ? { bytes } : {}) });
        }),
    ),

    sign: operation(
      z.strictObject({ token: hash, certificate: hash, mechanism: z.enum(['rsa-sha1', 'rsa-sha256']) }),
      ({ token, certificate, mechanism }, { bytes }) =>
        withModule(({ module }) => {
          const key = login?.token === token ? login.state.keys.get(certificate) : undefined;
          if (!login?.certificates.has(certificate)) return failure('certificate.notFound');
          if (!key) return failure('certificate.noSigning');
          const info = bytes && digestInfo(mechanism, bytes);
          if (!info) return failure('internal');
          const signed = signDigestInfo(module, login.state, key, info);
          return signed.ok ? success({ value: {}, bytes: signed.value }) : signed;
        }),
    ),
  };
  return { operations, leave: () => open && forget(open.module) };
}
