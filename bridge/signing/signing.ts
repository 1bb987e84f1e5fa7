import { createHash } from 'node:crypto';
import { MAX_GRANTED } from '../../shared/protocol/grant-ask.js';
import type { PageClaims } from '../../shared/protocol/page-claims.js';
import { failure, type Reason, type Result, success } from '../../shared/protocol/reasons.js';
import type { TabState } from '../../shared/protocol/tab-state.js';
import type { Language } from '../../shared/text/language.js';
import type { PasswordTries } from '../../shared/text/window-facts.js';
import { WINDOW_TEXT } from '../../shared/text/windows.js';
import { Records } from '../journal/records.js';
import type { Mechanism } from '../tokens/driver.js';
import type { HeldCertificate } from '../tokens/registry.js';
import { Consent, type InAdvance } from './consent/consent.js';
import type { KnownCompanies } from './consent/known-companies.js';
import { SitePauses } from './consent/site-pauses.js';
import { TabBindings, type TabPlace } from './consent/tab-bindings.js';
import { WatchedPrompts } from './consent/watched-prompts.js';
import { type Client, type Context, documentScope, isDocumentOf, siteScope } from './context.js';
import { askingSite, ownerText } from './describe.js';
import { Once } from './once.js';
import { changeTokenPassword } from './password-change.js';
import type { PasswordSeen } from './sessions/sessions.js';
import { type DigestedRequest, Signer, type SignerParts } from './signer.js';
import { type Found, TokenAccess, type TokenAccessParts } from './token-access.js';
import { WindowQueue, windowResult } from './window-queue.js';

const DIGEST_OF: Readonly<Record<Mechanism, 'sha1' | 'sha256'>> = { 'rsa-sha1': 'sha1', 'rsa-sha256': 'sha256' };

/** How a dialogue ends that the user only refused. */
const REFUSALS: ReadonlySet<Reason> = new Set<Reason>(['prompt.cancelled', 'sign.uncertain']);

/** In which signatures that were allowed in advance are to be used. */
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
  /** What the page says of itself. */
  readonly page: PageClaims | null;
}

interface PreparedRequest extends SignatureRequest, DigestedRequest {
  /** It was begun before, and nobody knows how it ended. */
  readonly uncertain: boolean;
}

export interface SigningParts extends TokenAccessParts, SignerParts {
  readonly language: Language;
  readonly companies: KnownCompanies;
}

/**
 * The only way to a signature: consent in the bridge's own window, password, a record of what is about to be signed,
 * signature, verification, a record of the outcome. Where a password is needed, its window is the consent.
 */
export class Signing {
  private readonly windows = new WindowQueue();
  private readonly signatures: Once<Buffer>;
  private readonly access: TokenAccess;
  private readonly signer: Signer;
  private readonly consent: Consent;
  private readonly pauses: SitePauses;
  private readonly tabs = new TabBindings();

  private readonly prompts: WatchedPrompts;
  private readonly parts: SigningParts;

  constructor(given: SigningParts) {
    this.prompts = new WatchedPrompts(given.prompts);
    const parts = { ...given, prompts: this.prompts };
    this.parts = parts;
    this.signatures = new Once(parts.clock);
    this.access = new TokenAccess(parts);
    this.signer = new Signer(parts);
    this.consent = new Consent({ ...parts, access: this.access });
    this.pauses = new SitePauses(parts.clock);
  }

  /** Signs once per key: the raw signature, big-endian, verified against its certificate. */
  perform(ctx: Context, request: SignatureRequest): Promise<Result<Buffer>> {
    const digest = createHash(DIGEST_OF[request.mechanism]).update(request.input).digest();
    // A signature is one of the digest, so bytes with the same one are the same to sign.
    const fingerprint = [request.certificate, request.mechanism, digest.toString('base64')].join();
    const name = siteScope(ctx) + request.key;
    return this.signatures.run(name, fingerprint, async () => {
      const operation = Records.operation(name, fingerprint, request.certificate);
      const known = await this.parts.records.find(operation);
      if (!known.ok) return known;
      const { kind } = known.value;
      if (kind === 'done') return known.value.outcome;
      if (kind === 'other') return failure('sign.keyReused');
      return this.consentAndSign(ctx, { ...request, digest, operation, uncertain: kind === 'uncertain' });
    });
  }

  /** The certificate that a signature was asked of with that key, from before a start of the bridge as well. */
  certificateAskedOf(ctx: Context, key: string): Promise<string | null> {
    return this.parts.records.certificateOf(siteScope(ctx) + key);
  }

  /** Opens a token for the calling document after its password was typed in our window. */
  async login(ctx: Context, certificate: string): Promise<Result<void>> {
    return this.dialogue(ctx, certificate, async () => {
      const held = await this.find(certificate);
      if (!held.ok) return held;
      const { entry } = held.value;
      const text = WINDOW_TEXT[this.parts.language];
      const login = { ...askingSite(ctx), ...this.ownerText(entry), minutes: this.parts.loginMinutes };
      return this.access.open(ctx, held.value, {
        password: (tries) => text.loginPassword({ ...login, ...tries }),
        onToken: (tries) => text.loginOnToken({ ...login, ...tries }),
        lastTry: text.lastTry(login),
      });
    });
  }

  /**
   * Has the user allow the calling document `count` signatures (1 to 1000) in one window, with the password where the
   * token is closed to it; that login then ends with them. Digests that were computed elsewhere are asked for all the same.
   * `sign.noGrant` where the page is not encrypted or is embedded in another, or where every signature takes the password.
   */
  async grantSignatures(ctx: Context, certificate: string, count: number): Promise<Result<void>> {
    const countable = Number.isInteger(count) && count >= 1 && count <= MAX_GRANTED;
    if (!countable || !ctx.secure || ctx.ancestors.length > 0 || this.parts.loginMinutes === 0) {
      return failure('sign.noGrant');
    }
    // The user's own wish, though it is for a page.
    return this.windows.run({ signal: ctx.signal }, async () => {
      const held = await this.find(certificate);
      if (!held.ok) return held;
      const { entry } = held.value;
      const { token } = entry.info;
      const text = WINDOW_TEXT[this.parts.language];
      const minutes = Math.min(GRANT_MINUTES, this.parts.loginMinutes);
      const lifetimeMs = minutes * 60_000;
      const asked = { ...askingSite(ctx), ...this.ownerText(entry), count, minutes };
      const wasOpen = this.holdsLogin(ctx, token);
      const windows = {
        password: (tries: PasswordTries) => text.grantPassword({ ...asked, ...tries }),
        onToken: (tries: PasswordTries) => text.grantOnToken({ ...asked, ...tries }),
        lastTry: text.lastTry(asked),
      };
      const agreed: Result<unknown> = wasOpen
        ? windowResult(await this.parts.prompts.confirm(text.grantConfirm(asked), ctx.signal))
        : await this.access.open(ctx, held.value, windows, lifetimeMs);
      if (!agreed.ok) return agreed;
      // The page may have left, or its login ended, while the window was open.
      if (ctx.signal.aborted || !this.holdsLogin(ctx, token)) return failure('prompt.cancelled');
      if (this.access.state(ctx, held.value) === 'closed') {
        if (!wasOpen) this.logout(ctx, token);
        return failure('sign.noGrant');
      }
      this.access.give({ scope: documentScope(ctx), token, certificate, count, lifetimeMs, value: held.value });
      return success(undefined);
    });
  }

  /**
   * Changes a token's password in our windows, which `signal` closes. How it went is told in one that stays: the token
   * has changed its password, or not, whoever is still there.
   */
  changePassword(token: string, signal: AbortSignal): Promise<Result<void>> {
    return this.windows.run({ signal }, async () => {
      const { prompts, language, registry, log } = this.parts;
      const listed = await registry.certificates();
      if (!listed.ok) return listed;
      const entry = listed.value.find(({ info }) => info.token === token);
      const driver = registry.driverOf(token);
      if (!entry || !driver) return failure('certificate.notFound');
      const owner = this.ownerText(entry);
      const { access } = this;
      const outcome = await changeTokenPassword({ prompts, access, driver, token, owner, language, signal });
      log.event('password.change', { ok: outcome.ok, reason: outcome.ok ? '' : outcome.reason });
      // Whoever left a window knows how it went.
      const silent = !outcome.ok && outcome.reason.startsWith('prompt.');
      const told = WINDOW_TEXT[language].passwordChange({ ...owner, outcome });
      if (!silent) await prompts.notice(told, new AbortController().signal);
      return outcome;
    });
  }

  /**
   * A data object of a token by its label, null where there is none; private ones are seen by a document that has
   * opened the token.
   */
  async readData(ctx: Context, token: string, label: string): Promise<Result<Buffer | null>> {
    const driver = this.parts.registry.driverOf(token);
    return driver ? driver.readData(token, label, this.holdsLogin(ctx, token)) : failure('certificate.notFound');
  }

  /** Lets the user pick one of several certificates for the calling page; signs nothing. */
  choose(ctx: Context, certificates: readonly HeldCertificate[]): Promise<Result<HeldCertificate>> {
    return this.dialogue(ctx, null, async () => {
      const text = WINDOW_TEXT[this.parts.language];
      const chosen = windowResult(
        await this.parts.prompts.choose(
          text.chooseCertificate(
            askingSite(ctx),
            certificates.map((held) => ({ ...held.info, ...this.ownerText(held) })),
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
    return this.access.holds(ctx, token);
  }

  /** What the passwords that the token took since the bridge started tell of it. */
  passwordSeen(token: string): PasswordSeen {
    return this.access.sessions.passwordSeen(token);
  }

  /** Ends the calling document's login; another document's stays. */
  logout(ctx: Context, token: string): void {
    this.access.logout(ctx, token);
  }

  /** Ends the logins of documents that are gone. */
  endLogins(matches: (documentScope: string) => boolean): void {
    this.access.endWhere(matches);
  }

  /** The token's driver holds its login no more. */
  loginLost(token: string): void {
    this.access.end(token);
  }

  /** Id of the certificate that a tab has logged in with; null where it has with none. */
  certificateOfTab(place: TabPlace): string | null {
    return this.tabs.get(place)?.certificate ?? null;
  }

  /** What holds for a tab of a site beyond one signature. */
  async tabState(place: TabPlace): Promise<TabState> {
    const listed = await this.parts.registry.certificates();
    const name = (certificate: string | null | undefined) => {
      const held = listed.ok ? listed.value.find(({ info }) => info.id === certificate) : undefined;
      return certificate ? { certificate, owner: held?.info.owner ?? '' } : null;
    };
    const tab = this.tabs.get(place);
    const until = this.pauses.until(siteScope(place));
    const grant = this.access.grantState((scope) => isDocumentOf(place, scope));
    return {
      pausedUntil: until === null ? null : new Date(until).toISOString(),
      bound: name(tab?.certificate),
      wanted: name(tab?.wanted),
      grant: grant && {
        ...grant,
        until: new Date(grant.until).toISOString(),
        signed: grant.signed.map(({ time, code }) => ({ time: new Date(time).toISOString(), code })),
      },
    };
  }

  /** Has a tab use the certificate that it was refused last; `certificate.notFound` where that is another one. */
  rebindTab(place: TabPlace, certificate: string): Result<void> {
    return this.tabs.rebind(place, certificate) ? success(undefined) : failure('certificate.notFound');
  }

  /** Ends the pause of a site that the user had refused. */
  resumeSite(site: Pick<Context, 'pairing' | 'client' | 'origin'>): void {
    this.pauses.cleared(siteScope(site));
  }

  /** A browser has named its run: the tabs of one before it are gone. A connection may rest while the browser runs on. */
  browserRuns(client: Client, run: string): void {
    this.tabs.browserRuns(client, run);
  }

  /** Nothing of that connection stays. */
  pairingRevoked(pairing: string): void {
    this.tabs.pairingRevoked(pairing);
  }

  /**
   * The windows that a page asks for, when no other is open: none for a site that the user has refused again and again, nor for
   * another certificate than the tab's (null where that does not matter).
   */
  private dialogue<T>(ctx: Context, certificate: string | null, open: () => Promise<Result<T>>): Promise<Result<T>> {
    const site = siteScope(ctx);
    return this.windows.run(ctx, async () => {
      if (this.pauses.until(site) !== null) return failure('site.paused');
      if (certificate !== null && !this.tabs.allows(ctx, certificate)) return failure('certificate.otherInTab');
      this.prompts.begin();
      const outcome = await open();
      const refused = !outcome.ok && REFUSALS.has(outcome.reason) && !this.prompts.anyAnswered;
      if (outcome.ok) this.pauses.cleared(site);
      else if (ctx.signal.aborted && this.prompts.anyShown) this.pauses.withdrawn(site);
      else if (refused && !ctx.signal.aborted) this.pauses.refused(site);
      if (outcome.ok && certificate !== null) this.tabs.used(ctx, certificate);
      return outcome;
    });
  }

  private async consentAndSign(ctx: Context, request: PreparedRequest): Promise<Result<Buffer>> {
    if (this.pauses.until(siteScope(ctx)) !== null) return failure('site.paused');
    if (!this.tabs.allows(ctx, request.certificate)) return failure('certificate.otherInTab');
    const agreed = await this.consent.inAdvance(ctx, request);
    if (agreed) return this.signInAdvance(ctx, request, agreed);
    return this.dialogue(ctx, request.certificate, async () => {
      const held = await this.find(request.certificate);
      if (!held.ok) return held;
      const { driver, entry } = held.value;
      const { token } = entry.info;
      const match = await this.consent.match(ctx, request.page, entry);
      const asked = await this.consent.ask(ctx, request, held.value, match);
      if (!asked.ok) return asked;
      this.consent.agreed(ctx, request.page, entry, match);
      const outcome = await this.signer.sign(ctx, request, held.value, 'window');
      if (!outcome.ok) this.access.end(token);
      // Only a document's own login stays.
      if (!this.holdsLogin(ctx, token)) await driver.logout(token);
      return outcome;
    });
  }

  /** With the document's login, which ends with the first that fails. A window of somebody else may be open meanwhile. */
  private async signInAdvance(
    ctx: Context,
    request: PreparedRequest,
    { found, kind }: InAdvance,
  ): Promise<Result<Buffer>> {
    const outcome = await this.signer.sign(ctx, request, found, kind);
    if (!outcome.ok) this.logout(ctx, found.entry.info.token);
    return outcome;
  }

  private async find(certificate: string): Promise<Result<Found>> {
    const listed = await this.parts.registry.certificates();
    if (!listed.ok) return listed;
    const entry = listed.value.find(({ info }) => info.id === certificate);
    const driver = entry && this.parts.registry.driverOf(entry.info.token);
    return entry && driver ? success({ driver, entry }) : failure('certificate.notFound');
  }

  private ownerText(held: HeldCertificate) {
    return ownerText(held, this.parts.clock.now());
  }
}
