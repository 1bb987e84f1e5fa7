import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { fromBase64Url, PROOF_SLOTS, SECRET_BYTES, toBase64Url } from '../../shared/proof.js';
import { MAX_PAIRING_NAME } from '../../shared/protocol/pairing-list.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import { displayText } from '../../shared/text/display.js';
import { ConfigError } from '../config/load.js';
import { makePrivateFolder, readPrivateFile, setAside, writePrivateFile } from '../config/private-file.js';
import type { Clock, Log } from '../ports.js';

/** A browser that was connected. */
export interface StoredPairing {
  readonly id: string;
  /** The user's name for it. */
  readonly name: string;
  /** Id of the extension that alone may use it. */
  readonly extension: string;
  /** ISO 8601. */
  readonly created: string;
  /** 32 bytes. */
  readonly secret: Buffer;
}

const PAIRINGS_SCHEMA_VERSION = 1;

const hexId = z.string().check(z.regex(/^[0-9a-f]{32}$/));
const fileSchema = z.strictObject({
  schemaVersion: z.literal(PAIRINGS_SCHEMA_VERSION),
  /** This bridge's own id. */
  bridge: hexId,
  pairings: z.array(
    z.strictObject({
      id: hexId,
      name: z.string().check(z.minLength(1), z.maxLength(MAX_PAIRING_NAME)),
      extension: z.string().check(z.regex(/^[a-p]{32}$/)),
      created: z.iso.datetime(),
      secret: z.string().check(z.refine((text) => fromBase64Url(text)?.length === SECRET_BYTES)),
    }),
  ),
});

export interface PairingStoreParts {
  /** The bridge's home folder. */
  readonly home: string;
  /** How many the administrator has set up, which count, too. */
  readonly fixed: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** The browsers that the user has connected: `pairings.json` in the home folder, which only its owner can read. */
export class PairingStore {
  /** This bridge's own id, as long as it has pairings. */
  readonly bridge: string;
  private pairings: readonly StoredPairing[];
  private readonly listeners: ((id: string) => void)[] = [];
  private readonly file: string;

  /** @throws ConfigError where others can read the file, it cannot be read, or a newer bridge has written it */
  constructor(private readonly parts: PairingStoreParts) {
    this.file = join(parts.home, 'pairings.json');
    const stored = this.read();
    this.bridge = stored?.bridge ?? randomBytes(16).toString('hex');
    this.pairings = stored?.pairings ?? [];
  }

  all(): readonly StoredPairing[] {
    return this.pairings;
  }

  /** Whether there is no room for another one. */
  full(): boolean {
    return this.parts.fixed + this.pairings.length >= PROOF_SLOTS;
  }

  /** Keeps a new pairing; a name that is taken gets a number. Fails with `pairing.full` or `pairing.notStored`. */
  add(pairing: Pick<StoredPairing, 'name' | 'extension' | 'secret'>): Result<StoredPairing> {
    if (this.full()) return failure('pairing.full');
    const created = new Date(this.parts.clock.now()).toISOString();
    const added = { ...pairing, id: randomBytes(16).toString('hex'), name: this.freeName(pairing.name), created };
    return this.write([...this.pairings, added]) ? success(added) : failure('pairing.notStored');
  }

  rename(id: string, name: string): Result<void> {
    if (!this.has(id)) return failure('pairing.notFound');
    const shown = displayText(name, MAX_PAIRING_NAME).trim();
    if (shown === '') return failure('request.invalid');
    const renamed = this.pairings.map((one) => (one.id === id ? { ...one, name: shown } : one));
    return this.write(renamed) ? success(undefined) : failure('pairing.notStored');
  }

  /** Forgets a pairing for good, and tells the listeners. */
  revoke(id: string): Result<void> {
    if (!this.has(id)) return failure('pairing.notFound');
    if (!this.write(this.pairings.filter((one) => one.id !== id))) return failure('pairing.notStored');
    for (const listener of this.listeners) listener(id);
    return success(undefined);
  }

  onRevoked(listener: (id: string) => void): void {
    this.listeners.push(listener);
  }

  private has(id: string): boolean {
    return this.pairings.some((one) => one.id === id);
  }

  private freeName(name: string): string {
    const base = displayText(name, MAX_PAIRING_NAME - 4);
    const taken = new Set(this.pairings.map((one) => one.name));
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? base : `${base} ${number}`;
      if (!taken.has(candidate)) return candidate;
    }
  }

  /** On the disk first: what the disk refuses has not happened. */
  private write(pairings: readonly StoredPairing[]): boolean {
    const content = {
      schemaVersion: PAIRINGS_SCHEMA_VERSION,
      bridge: this.bridge,
      pairings: pairings.map(({ id, name, extension, created, secret }) => ({
        id,
        name,
        extension,
        created,
        secret: toBase64Url(secret),
      })),
    };
    try {
      makePrivateFolder(this.parts.home);
      writePrivateFile(this.file, `${JSON.stringify(content, null, 2)}\n`);
    } catch (error) {
      this.parts.log.event('pairings.write', { error: (error as NodeJS.ErrnoException).code ?? 'unknown' });
      return false;
    }
    this.pairings = pairings;
    return true;
  }

  private read(): { readonly bridge: string; readonly pairings: readonly StoredPairing[] } | null {
    const text = readPrivateFile(this.file);
    if (text === null) return null;
    const value = parseJson(text);
    if (typeof value === 'object' && value !== null && 'schemaVersion' in value) {
      // Written by a bridge that knows more: nothing of it may get lost.
      if (Number(value.schemaVersion) > PAIRINGS_SCHEMA_VERSION) {
        throw new ConfigError(this.file, { kind: 'schemaVersion' });
      }
    }
    const stored = fileSchema.safeParse(value);
    if (!stored.success) {
      this.parts.log.event('pairings.damaged');
      setAside(this.file);
      return null;
    }
    const { bridge, pairings } = stored.data;
    return {
      bridge,
      pairings: pairings.map((one) => ({ ...one, secret: Buffer.from(fromBase64Url(one.secret) ?? []) })),
    };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // As damaged as a file of another form.
    return null;
  }
}
