import type { Handle, PKCS11 } from 'pkcs11js';
import * as z from 'zod/mini';
import { failure, type Reason, type Result, success } from '../../../shared/protocol/reasons.js';
import { digestInfo } from '../digest-info.js';
import { type Operation, operation, type Reply } from '../driver-process.js';
import { ckrReason } from './ckr-reasons.js';
import { loadModule } from './load-module.js';
import { type Login, logIn, logOut, signDigestInfo } from './login.js';
import { type PresentToken, presentTokens } from './present-tokens.js';

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const DONE: Reply = { value: {} };

/** The table of operations over one module, with the tokens that are logged in. */
export function createOperations(): Readonly<Record<string, Operation>> {
  const logins = new Map<string, Login>();
  let loaded: PKCS11 | null = null;

  function forget(module: PKCS11, token: string): void {
    const login = logins.get(token);
    logins.delete(token);
    if (login) logOut(module, login);
  }

  /**
   * Some modules see tokens come and go only when they are initialised anew, which would end all logins:
   * so this is done while there are none.
   */
  function look(module: PKCS11): readonly PresentToken[] {
    if (logins.size === 0) initialiseAnew(module);
    const known = (slot: Handle, serial: string): PresentToken | undefined => {
      const login = [...logins.values()].find(({ token }) => token.slot.equals(slot) && token.serial === serial);
      // Throws if the token was away in between.
      if (login) module.C_GetSessionInfo(login.session);
      return login?.token;
    };
    const tokens = presentTokens(module, known);
    for (const id of [...logins.keys()]) if (!tokens.some((token) => token.id === id)) forget(module, id);
    return tokens;
  }

  /** The token was taken out, or the process that held the login is no more. */
  function whyNoLogin(module: PKCS11, token: string): Reason {
    return look(module).some(({ id }) => id === token) ? 'driver.crashed' : 'certificate.notFound';
  }

  /** Runs on the module; what it throws becomes the operation's failure. */
  function withModule<T>(run: (module: PKCS11) => Result<T>): Result<T> {
    if (!loaded) return failure('driver.unavailable');
    try {
      return run(loaded);
    } catch (error) {
      return failure(ckrReason(error));
    }
  }

  return {
    open: operation(z.strictObject({ module: z.string().check(z.minLength(1)) }), (args) => {
      const module = loadModule(args.module);
      if (!module.ok) return module;
      loaded = module.value;
      return success(DONE);
    }),

    list: operation(z.strictObject({}), () =>
      withModule((module) => {
        const tokens = look(module).map(({ id, label, certificates }) => ({
          id,
          label,
          certificates: certificates.map(({ der }) => der.toString('base64')),
        }));
        return success({ value: { tokens } });
      }),
    ),

    /** Always checks the password: an earlier login on the token ends first. */
    login: operation(z.strictObject({ token: hash }), ({ token }, { secret }) =>
      withModule((module) => {
        forget(module, token);
        const present = look(module).find(({ id }) => id === token);
        if (!present) return failure('certificate.notFound');
        if (!secret) return failure('internal');
        const login = logIn(module, present, secret);
        if (!login.ok) return login;
        logins.set(token, login.value);
        return success(DONE);
      }),
    ),

    logout: operation(z.strictObject({ token: hash }), ({ token }) =>
      withModule((module) => {
        forget(module, token);
        return success(DONE);
      }),
    ),

    sign: operation(
      z.strictObject({ token: hash, certificate: hash, mechanism: z.enum(['rsa-sha1', 'rsa-sha256']) }),
      ({ token, certificate, mechanism }, { bytes }) =>
        withModule((module) => {
          const login = logins.get(token);
          if (!login) return failure(whyNoLogin(module, token));
          const key = login.keys.get(certificate);
          if (!key) return failure('certificate.notFound');
          const info = bytes && digestInfo(mechanism, bytes);
          if (!info) return failure('internal');
          try {
            return success({ value: {}, bytes: signDigestInfo(module, login.session, key, info) });
          } catch (error) {
            // The session may be in the middle of an operation, or of a token that is gone.
            forget(module, token);
            return failure(ckrReason(error));
          }
        }),
    ),
  };
}

function initialiseAnew(module: PKCS11): void {
  try {
    module.C_Finalize();
  } catch {
    // It was not initialised: the first time, or the last time failed.
  }
  module.C_Initialize();
}
