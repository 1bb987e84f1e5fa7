import { isAbsolute } from 'node:path';
import * as z from 'zod/mini';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { BRIDGE_PORTS } from '../../shared/protocol/ports.js';
import { LANGUAGES } from '../../shared/text/language.js';

/**
 * What the user's file may do with a key: set it, only make it stricter, or nothing.
 * Paths, programs and ids are the machine's alone.
 */
export type UserRight = 'set' | 'narrow' | 'no';

interface Key<S extends z.ZodMiniType> {
  readonly schema: S;
  readonly builtIn: z.infer<S>;
  readonly user: UserRight;
  /** The allowed values, in notation that every language shares. */
  readonly allowed: string;
}

function key<S extends z.ZodMiniType>(schema: S, builtIn: z.infer<S>, user: UserRight, allowed: string): Key<S> {
  return { schema, builtIn, user, allowed };
}

const ascii = z.string().check(z.regex(/^[\x21-\x7e]{1,64}$/));
const port = z.int().check(z.minimum(1), z.maximum(65_535));
const path = z.string().check(z.minLength(1), z.maxLength(1_000));
const absolutePath = path.check(z.refine(isAbsolute));
const pairing = z.strictObject({ id: ascii, bridge: ascii, secretFile: path });

/** Every setting, flat: one name, one value. Described for users in docs/configuration.md. */
export const CONFIG_KEYS = {
  language: key(z.enum(LANGUAGES), 'zh-CN', 'set', 'zh-CN | en'),
  /** Serves the embedded demo certificate. */
  demo: key(z.boolean(), false, 'set', 'true | false'),
  /** Folder of the bridge's own files; null is the user's data folder. */
  home: key(z.nullable(path), null, 'no', 'null | "path"'),
  'server.ports': key(z.array(port).check(z.minLength(1), z.maxLength(8)), [...BRIDGE_PORTS], 'no', '[1..65535, …]'),
  /** Clients of which the system does not tell whose they are. Those of other users are always refused. */
  'server.unknownPeers': key(z.enum(['admit', 'refuse']), 'admit', 'no', 'admit | refuse'),
  /** Ids of the extensions that may connect. */
  'server.extensions': key(
    z.array(z.string().check(z.regex(/^[a-p]{32}$/))).check(z.maxLength(8)),
    [EXTENSION_ID],
    'no',
    '["a-p × 32", …]',
  ),
  /** Pairings that the administrator sets up, beside those that users make. `secretFile` holds 32 bytes as base64url and only its owner may read it. */
  'server.pairings': key(z.array(pairing).check(z.maxLength(8)), [], 'no', '[{"id", "bridge", "secretFile"}, …]'),
  /** PKCS#11 libraries of the tokens' makers. */
  'tokens.modules': key(z.array(absolutePath).check(z.maxLength(8)), [], 'no', '["absolute path", …]'),
  /** Whether the libraries of known makers in the system's folders are used, too. */
  'tokens.findModules': key(z.boolean(), true, 'no', 'true | false'),
  'programs.pinentry': key(path, 'pinentry', 'no', '"path"'),
  'programs.zenity': key(path, 'zenity', 'no', '"path"'),
  /** How long a window waits for an answer, in seconds. */
  'windows.seconds': key(z.int().check(z.minimum(5), z.maximum(600)), 120, 'narrow', '5..600'),
  /** How long a login that a page asked for lasts, in minutes; 0 asks each time. */
  'login.minutes': key(z.int().check(z.minimum(0), z.maximum(30)), 30, 'narrow', '0..30'),
  /** How long the record of signatures is kept, in months of 31 days. */
  'journal.months': key(z.int().check(z.minimum(12), z.maximum(1_200)), 120, 'no', '12..1200'),
  /** The digest of raw RSA signatures. The vendor's default is SHA-1. */
  'vendor.rsaHash': key(z.enum(['sha1', 'sha256']), 'sha1', 'no', 'sha1 | sha256'),
  /** The bytes of a text to sign. */
  'vendor.textEncoding': key(z.enum(['utf-8', 'gbk']), 'utf-8', 'no', 'utf-8 | gbk'),
} as const;

export type ConfigKey = keyof typeof CONFIG_KEYS;
export type Config = { readonly [K in ConfigKey]: z.infer<(typeof CONFIG_KEYS)[K]['schema']> };

export const CONFIG_SCHEMA_VERSION = 1;
