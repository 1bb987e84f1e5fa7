import { type KeyObject, X509Certificate } from 'node:crypto';
import type { PageClaims } from '../../shared/protocol/page-claims.js';
import { failure, type Result } from '../../shared/protocol/reasons.js';
import { displayText } from '../../shared/text/display.js';
import type { RecordedIntent, Records } from '../journal/records.js';
import type { Operation } from '../journal/results.js';
import type { Log } from '../ports.js';
import type { Mechanism } from '../tokens/driver.js';
import type { HeldCertificate } from '../tokens/registry.js';
import type { ConsentKind } from './consent/consent.js';
import { shortCode } from './content.js';
import type { Context } from './context.js';
import type { Found } from './token-access.js';
import { verifiesDigest } from './verify.js';

const OWNER_LENGTH = 200;

export interface SignerParts {
  readonly log: Log;
  readonly records: Records;
}

export interface DigestedRequest {
  readonly operation: Operation;
  readonly mechanism: Mechanism;
  readonly input: Buffer;
  readonly digest: Buffer;
  readonly page: PageClaims | null;
}

/** Has a token sign, with a record before and after, and verifies what it gave. Asks nobody. */
export class Signer {
  private readonly publicKeys = new WeakMap<HeldCertificate, KeyObject>();

  constructor(private readonly parts: SignerParts) {}

  /**
   * Signs what was consented to. What is about to be signed is on disk before the token is asked, and how it ended before
   * anybody is told; `records.unwritable` where it cannot be.
   */
  async sign(ctx: Context, request: DigestedRequest, found: Found, consent: ConsentKind): Promise<Result<Buffer>> {
    // Nobody waits for it any more, and a signature that nobody gets is one too many.
    if (ctx.signal.aborted) return failure('prompt.cancelled');
    const key = this.publicKey(found.entry);
    if (!key) return failure('sign.unverified');
    const intent = await this.parts.records.intend(request.operation, {
      owner: displayText(found.entry.info.owner, OWNER_LENGTH),
      origin: ctx.origin,
      purpose: request.page?.purpose ?? 'other',
      code: shortCode(request.input),
      consent,
    });
    const outcome = intent.ok ? await this.signRecorded(ctx, request, found, key, intent.value) : intent;
    this.parts.log.event('signature', { ok: outcome.ok, reason: outcome.ok ? '' : outcome.reason });
    return outcome;
  }

  private async signRecorded(
    ctx: Context,
    { mechanism, digest }: DigestedRequest,
    { driver, entry }: Found,
    key: KeyObject,
    intent: RecordedIntent,
  ): Promise<Result<Buffer>> {
    const { id, token } = entry.info;
    const signed = ctx.signal.aborted ? failure('prompt.cancelled') : await driver.sign(token, id, mechanism, digest);
    const right = signed.ok && verifiesDigest(key, mechanism, digest, signed.value);
    const outcome = signed.ok && !right ? failure('sign.unverified') : signed;
    const concluded = await intent.conclude(outcome);
    return concluded.ok ? outcome : concluded;
  }

  /** Null where it cannot be read: what nothing can verify is not signed. */
  private publicKey(entry: HeldCertificate): KeyObject | null {
    const known = this.publicKeys.get(entry);
    if (known) return known;
    try {
      const key = new X509Certificate(entry.der).publicKey;
      this.publicKeys.set(entry, key);
      return key;
    } catch (error) {
      this.parts.log.event('certificate.unreadable', { error: (error as Error).name });
      return null;
    }
  }
}
