import { createHash, type KeyObject, verify as verifySignature, X509Certificate } from 'node:crypto';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import { displayOrigin } from '../../shared/text/display.js';
import type { Language } from '../../shared/text/language.js';
import {
  type AskingSite,
  type CertificateText,
  type PasswordTries,
  type SignatureText,
  WINDOW_TEXT,
} from '../../shared/text/windows.js';
import type { Clock, Log, PasswordWindow, Prompts } from '../ports.js';
import type { Mechanism, SigningDriver } from '../tokens/driver.js';
import type { HeldCertificate, TokenRegistry } from '../tokens/registry.js';
import { describeContent, isOpaqueDigest } from './content.js';
import { type Context, documentScope, siteScope } from './context.js';
import { Grants } from './grants.js';
import { Logins } from './logins.js';
import { Once } from './once.js';
import { WindowQueue, windowResult } from './window-queue.js';

const DIGEST_OF: Readonly<Record<Mechanism, 'sha1' | 'sha256'>> = { 'rsa-sha1': 'sha1', 'rsa-sha256': 'sha256' };

/** Wrong passwords in one dialogue before it ends; the token's own counter goes on. */
const TRIES_PER_DIALOGUE = 2;

/** The most signatures that one window can allow, and the minutes in which they are to be used. */
const MAX_GRANTED = 1_000;
const GRANT_MINUTES = 10;

export interface SignatureRequest {
  /** Idempotency key, 128 random bits in hex, scoped here to pairing, client and origin. */
  readonly key: string;
  /** Id of the certificate. */
  readonly certificate: string;
  readonly mechanism: Mechanism;
  /** The bytes to sign; the digest is computed here. */
  readonly input: Buffer;
  /** How the bytes are read for showing them. */
  readonly encoding: 'utf-8' | 'gbk';
}

interface DigestedRequest extends SignatureRequest {
  readonly digest: Buffer;
}

/** A certificate that is present, and the driver of its token. */
interface Found {
  readonly driver: SigningDriver;
  readonly entry: HeldCertificate;
}

export interface SigningParts {
  readonly clock: Clock;
  readonly prompts: Prompts;
  readonly log: Log;
  readonly registry: TokenRegistry;
  readonly language: Language;
  /** Lifetime of a login that a page asked for; 0 keeps none. */
  readonly loginMinutes: number;
}

/**
 * The only way to a signature: consent in the bridge's own window, password, signature,
 * verification. Where a password is needed, its window is the consent.
 */
export class Signing {
  private readonly windows = new WindowQueue();
  private readonly signatures: Once<Buffer>;
  private readonly logins: Logins;
  private readonly grants: Grants<Found>;
  private readonly publicKeys = new WeakMap<HeldCertificate, KeyObject>();

  constructor(private readonly parts: SigningParts) {
    this.signatures = new Once(parts.clock);
    this.logins = new Logins(parts.clock, parts.loginMinutes * 60_000, (token) => this.logOutToken(token));
    this.grants = new Grants(parts.clock);
  }

  /** Signs once per key: the raw signature, big-endian, verified against its certificate. */
  perform(ctx: Context, request: SignatureRequest): Promise<Result<Buffer>> {
    const digest = createHash(DIGEST_OF[request.mechanism]).update(request.input).digest();
    // A signature is one of the digest, so bytes with the same one are the same to sign.
    const fingerprint = [request.certificate, request.mechanism, digest.toString('base64')].join();
    const wanted = { ...request, digest };
    return this.signatures.run(siteScope(ctx) + request.key, fingerprint, () => this.consentAndSign(ctx, wanted));
  }

  /** Opens a token for the calling document after its password was typed in our window. */
  async login(ctx: Context, certificate: string): Promise<Result<void>> {
    return this.windows.run(ctx.signal, async () => {
      const held = await this.find(certificate);
      if (!held.ok) return held;
      const { driver, entry } = held.value;
      const text = WINDOW_TEXT[this.parts.language];
      const minutes = this.parts.loginMinutes;
      return this.open(ctx, driver, entry, (tries) =>
        text.loginPassword({ ...this.certificateText(ctx, entry), minutes, ...tries }),
      );
    });
  }

  /**
   * Has the user allow the calling document `count` signatures (1 to 1000) in one window, with the password where the
   * token is closed to it. Digests that were computed elsewhere are asked for all the same. `sign.noGrant` where the
   * page is not encrypted or is embedded in another, or where no login outlives its request.
   */
  async grantSignatures(ctx: Context, certificate: string, count: number): Promise<Result<void>> {
    const countable = Number.isInteger(count) && count >= 1 && count <= MAX_GRANTED;
    if (!countable || !ctx.secure || ctx.ancestors.length > 0 || this.parts.loginMinutes === 0) {
      return failure('sign.noGrant');
    }
    return this.windows.run(ctx.signal, async () => {
      const held = await this.find(certificate);
      if (!held.ok) return held;
      const { driver, entry } = held.value;
      const { token } = entry.info;
      const text = WINDOW_TEXT[this.parts.language];
      const asked = { ...this.certificateText(ctx, entry), count, minutes: GRANT_MINUTES };
      const agreed: Result<unknown> = this.holdsLogin(ctx, token)
        ? windowResult(await this.parts.prompts.confirm(text.grantConfirm(asked), ctx.signal))
        : await this.open(ctx, driver, entry, (tries) => text.grantPassword({ ...asked, ...tries }));
      if (!agreed.ok) return agreed;
      // The page may have left, or its login ended, while the window was open.
      if (ctx.signal.aborted || !this.holdsLogin(ctx, token)) return failure('prompt.cancelled');
      const lifetimeMs = GRANT_MINUTES * 60_000;
      this.grants.give({ scope: documentScope(ctx), token, certificate, count, lifetimeMs, value: held.value });
      return success(undefined);
    });
  }

  /** Lets the user pick one of several certificates for the calling page; signs nothing. */
  choose(ctx: Context, certificates: readonly HeldCertificate[]): Promise<Result<HeldCertificate>> {
    return this.windows.run(ctx.signal, async () => {
      const text = WINDOW_TEXT[this.parts.language];
      const chosen = windowResult(
        await this.parts.prompts.choose(
          text.chooseCertificate(
            askingSite(ctx),
            certificates.map((held) => ({ ...held.info, expired: this.isExpired(held) })),
          ),
          ctx.signal,
        ),
      );
      if (!chosen.ok) return chosen;
      const certificate = certificates[chosen.value];
      return certificate ? success(certificate) : failure('prompt.cancelled');
    });
  }

  /** Whether the calling document has an open login on the certificate's token. */
  holdsLogin(ctx: Context, token: string): boolean {
    return this.logins.holds(documentScope(ctx), token);
  }

  /** Ends the calling document's login; another document's stays. */
  logout(ctx: Context, token: string): void {
    if (!this.holdsLogin(ctx, token)) return;
    this.logins.end(token);
    this.logOutToken(token);
  }

  /** Ends the logins of documents that are gone. */
  endLogins(matches: (documentScope: string) => boolean): void {
    for (const token of this.logins.endWhere(matches)) this.logOutToken(token);
  }

  /** The token's driver holds its login no more. */
  loginLost(token: string): void {
    this.logins.end(token);
    this.grants.end(token);
  }

  private async consentAndSign(ctx: Context, request: DigestedRequest): Promise<Result<Buffer>> {
    const granted = this.takeGrant(ctx, request);
    if (granted) return this.signOpen(ctx, request, granted);
    return this.windows.run(ctx.signal, async () => {
      const held = await this.find(request.certificate);
      if (!held.ok) return held;
      const { driver, entry } = held.value;
      const open = this.holdsLogin(ctx, entry.info.token);
      const agreed = await this.agree(ctx, request, driver, entry, open);
      if (!agreed.ok) return agreed;
      if (open) return this.signOpen(ctx, request, held.value);
      const outcome = await this.sign(ctx, request, driver, entry);
      await driver.logout(entry.info.token);
      return outcome;
    });
  }

  /** What to sign with, where the user allowed this signature in advance. A digest from elsewhere is asked for. */
  private takeGrant(ctx: Context, { certificate, input, encoding }: SignatureRequest): Found | null {
    if (ctx.signal.aborted || isOpaqueDigest(input, encoding)) return null;
    const found = this.grants.take(documentScope(ctx), certificate);
    return found && this.holdsLogin(ctx, found.entry.info.token) ? found : null;
  }

  /** A signature with the document's own login, which ends with the first that fails. */
  private async signOpen(ctx: Context, request: DigestedRequest, { driver, entry }: Found): Promise<Result<Buffer>> {
    const outcome = await this.sign(ctx, request, driver, entry);
    if (!outcome.ok) this.logout(ctx, entry.info.token);
    return outcome;
  }

  private async sign(
    ctx: Context,
    { mechanism, input, digest }: DigestedRequest,
    driver: SigningDriver,
    entry: HeldCertificate,
  ): Promise<Result<Buffer>> {
    const { info } = entry;
    // Nobody waits for it any more, and a signature that nobody gets is one too many.
    if (ctx.signal.aborted) return failure('prompt.cancelled');
    const signed = await driver.sign(info.token, info.id, mechanism, digest);
    const right = signed.ok && verifySignature(DIGEST_OF[mechanism], input, this.publicKey(entry), signed.value);
    const outcome = signed.ok && !right ? failure('sign.unverified') : signed;
    this.parts.log.event('signature', { ok: outcome.ok, reason: outcome.ok ? '' : outcome.reason });
    return outcome;
  }

  private publicKey(entry: HeldCertificate): KeyObject {
    const known = this.publicKeys.get(entry) ?? new X509Certificate(entry.der).publicKey;
    this.publicKeys.set(entry, known);
    return known;
  }

  /** One window: the password where the token is closed to this document, a plain confirm where it is open. */
  private async agree(
    ctx: Context,
    request: SignatureRequest,
    driver: SigningDriver,
    entry: HeldCertificate,
    open: boolean,
  ): Promise<Result<unknown>> {
    const text = WINDOW_TEXT[this.parts.language];
    const signature: SignatureText = {
      ...this.certificateText(ctx, entry),
      content: describeContent(request.input, request.encoding),
    };
    if (open) return windowResult(await this.parts.prompts.confirm(text.signConfirm(signature), ctx.signal));
    return this.unlock(ctx, driver, entry, (tries) => text.signPassword({ ...signature, ...tries }));
  }

  /** Keeps the token open for the calling document once the password was right. */
  private async open(
    ctx: Context,
    driver: SigningDriver,
    entry: HeldCertificate,
    windowFor: (tries: PasswordTries) => PasswordWindow,
  ): Promise<Result<void>> {
    const unlocked = await this.unlock(ctx, driver, entry, windowFor);
    if (!unlocked.ok) return unlocked;
    const { token } = entry.info;
    const gone = ctx.signal.aborted;
    if (gone || !this.logins.grant(documentScope(ctx), token)) await driver.logout(token);
    return gone ? failure('prompt.cancelled') : success(undefined);
  }

  private async unlock(
    ctx: Context,
    driver: SigningDriver,
    entry: HeldCertificate,
    windowFor: (tries: PasswordTries) => PasswordWindow,
  ): Promise<Result<void>> {
    let retriesLeft: number | undefined;
    for (let attempt = 0; attempt < TRIES_PER_DIALOGUE; attempt += 1) {
      const window = windowFor(attempt === 0 ? {} : { wrong: retriesLeft === undefined ? {} : { retriesLeft } });
      const typed = windowResult(await this.parts.prompts.password(window, ctx.signal));
      if (!typed.ok) return typed;
      // The driver holds one login a token and drops it at the next try, so nobody may go on believing in theirs.
      this.logins.end(entry.info.token);
      this.grants.end(entry.info.token);
      const outcome = await driver.login(entry.info.token, typed.value).finally(() => typed.value.fill(0));
      if (outcome.ok) return success(undefined);
      if (outcome.reason !== 'password.incorrect') return outcome;
      retriesLeft = outcome.retriesLeft;
    }
    return failure('password.incorrect', retriesLeft);
  }

  private async find(certificate: string): Promise<Result<Found>> {
    const listed = await this.parts.registry.certificates();
    if (!listed.ok) return listed;
    const entry = listed.value.find(({ info }) => info.id === certificate);
    const driver = entry && this.parts.registry.driverOf(entry.info.token);
    return entry && driver ? success({ driver, entry }) : failure('certificate.notFound');
  }

  private certificateText(ctx: Context, held: HeldCertificate): CertificateText {
    return { ...askingSite(ctx), owner: held.info.owner, demo: held.info.demo, expired: this.isExpired(held) };
  }

  private isExpired({ info }: HeldCertificate): boolean {
    return Date.parse(info.notAfter) < this.parts.clock.now();
  }

  private logOutToken(token: string): void {
    this.grants.end(token);
    void this.parts.registry
      .driverOf(token)
      ?.logout(token)
      .then((outcome) => {
        if (!outcome.ok) this.parts.log.event('logout.failed', { reason: outcome.reason });
      });
  }
}

function askingSite(ctx: Context): AskingSite {
  return { site: displayOrigin(ctx.origin), insecure: !ctx.secure };
}
