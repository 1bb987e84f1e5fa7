import type { PageClaims } from '../../../shared/protocol/page-claims.js';
import { failure, type Result, success } from '../../../shared/protocol/reasons.js';
import type { Language } from '../../../shared/text/language.js';
import type { SignatureText } from '../../../shared/text/window-facts.js';
import { WINDOW_TEXT, type WindowText } from '../../../shared/text/windows.js';
import type { Clock, Prompts } from '../../ports.js';
import type { HeldCertificate, TokenRegistry } from '../../tokens/registry.js';
import { describeContent, isOpaqueDigest, shortCode } from '../content.js';
import { type Context, documentScope } from '../context.js';
import { askingSite, ownerText, pageText } from '../describe.js';
import type { Found, TokenAccess } from '../token-access.js';
import { windowResult } from '../window-queue.js';
import { type CompanyMatch, companyKeys, holderOf, matchCompany, names } from './company.js';
import type { KnownCompanies } from './known-companies.js';

/** How long a login may go unasked, and the longest text that a window shows in full. */
const REMEMBER_MINUTES = 30;
const MAX_LOGIN_TEXT = 36;

export interface ConsentParts {
  readonly prompts: Prompts;
  readonly language: Language;
  readonly clock: Clock;
  readonly access: TokenAccess;
  readonly companies: KnownCompanies;
  readonly registry: TokenRegistry;
}

/** What is to be agreed to. */
export interface ConsentRequest {
  readonly certificate: string;
  readonly input: Buffer;
  readonly encoding: 'utf-8' | 'gbk';
  readonly page: PageClaims | null;
  /** It was begun before, and nobody knows how it ended. */
  readonly uncertain: boolean;
}

/** `window`: by itself · `grant`: one of a number · `remembered`: the user wants no question for a while. */
export type ConsentKind = 'window' | 'grant' | 'remembered';

export interface InAdvance {
  readonly found: Found;
  readonly kind: Exclude<ConsentKind, 'window'>;
}

/** How a signature is agreed to: in advance within narrow limits, else in a window that tells all there is to know. */
export class Consent {
  private readonly text: WindowText;

  constructor(private readonly parts: ConsentParts) {
    this.text = WINDOW_TEXT[parts.language];
  }

  /**
   * What to sign with, where the user agreed to the signature in advance. Never to a digest that was computed elsewhere, to
   * what may have been signed before, or where the page speaks of another company.
   */
  async inAdvance(ctx: Context, request: ConsentRequest): Promise<InAdvance | null> {
    const { access } = this.parts;
    if (ctx.signal.aborted || request.uncertain || isOpaqueDigest(request.input, request.encoding)) return null;
    const remembered = this.isPlainLogin(ctx, request) ? access.rememberedLogin(ctx, request.certificate) : null;
    const found = remembered ?? access.granted(ctx, request.certificate);
    if (!found) return null;
    const match = await this.match(ctx, request.page, found.entry);
    if (match === 'other' || match === 'nameDiffers') return null;
    if (remembered) return { found, kind: 'remembered' };
    // Another signature may have taken the last one meanwhile.
    return access.takeGrant(ctx, request.certificate, shortCode(request.input)) ? { found, kind: 'grant' } : null;
  }

  /** One window: the password where the token is closed to this document, a plain confirm where it is open. */
  async ask(ctx: Context, request: ConsentRequest, found: Found, match: CompanyMatch): Promise<Result<unknown>> {
    const { prompts, access } = this.parts;
    const signature = this.signatureText(ctx, request, found, match);
    const warnings = [
      match === 'other' && { window: this.text.otherCompany(signature), refused: 'prompt.cancelled' as const },
      request.uncertain && { window: this.text.signAgain(signature), refused: 'sign.uncertain' as const },
    ];
    for (const warning of warnings) {
      if (!warning) continue;
      const answer = await prompts.confirm(warning.window, ctx.signal);
      if (answer.kind === 'cancelled') return failure(warning.refused);
      if (answer.kind !== 'answered') return windowResult(answer);
    }
    if (access.state(ctx, found) === 'open') return this.askByButton(ctx, request, found, signature);
    return access.unlock(ctx, found, {
      password: (tries) => this.text.signPassword({ ...signature, ...tries }),
      onToken: (tries) => this.text.signOnToken({ ...signature, ...tries }),
      lastTry: this.text.lastTry(signature),
    });
  }

  /** How the company that the page speaks of goes with the certificate. */
  async match(ctx: Context, page: PageClaims | null, entry: HeldCertificate): Promise<CompanyMatch> {
    if (!page || companyKeys(page).length === 0) return 'unsaid';
    const match = matchCompany(page, holderOf(entry), this.parts.companies.of(ctx.origin));
    if (match !== 'nameDiffers') return match;
    const listed = await this.parts.registry.certificates();
    const isAnother = listed.ok && listed.value.some((other) => names(page, holderOf(other)));
    return isAnother ? 'other' : 'nameDiffers';
  }

  /** The user agreed to sign for the page's company with the certificate; a known other company stays one. */
  agreed(ctx: Context, page: PageClaims | null, entry: HeldCertificate, match: CompanyMatch): void {
    if (!page || match === 'other') return;
    this.parts.companies.learn(ctx.origin, companyKeys(page), entry.parsed.uniqueId);
  }

  private async askByButton(
    ctx: Context,
    request: ConsentRequest,
    found: Found,
    signature: SignatureText,
  ): Promise<Result<unknown>> {
    const { prompts, access, clock } = this.parts;
    const { token } = found.entry.info;
    const until = access.sessions.until(documentScope(ctx), token) ?? 0;
    const minutes = Math.min(REMEMBER_MINUTES, Math.floor((until - clock.now()) / 60_000));
    const offered = minutes > 0 && signature.page?.match !== 'nameDiffers' && this.isPlainLogin(ctx, request);
    const window = this.text.signConfirm(signature, offered ? minutes : null);
    const agreed = windowResult(await prompts.confirm(window, ctx.signal));
    if (!agreed.ok) return agreed;
    if (!access.holds(ctx, token)) return this.loginLost(found, until);
    if (offered && agreed.value === 'remember') access.rememberLogin(ctx, found, minutes * 60_000);
    return success(undefined);
  }

  /** Why the login has ended while the window was open. */
  private async loginLost({ entry }: Found, until: number): Promise<Result<never>> {
    const listed = await this.parts.registry.certificates();
    if (!listed.ok) return listed;
    if (!listed.value.some(({ info }) => info.id === entry.info.id)) return failure('certificate.notFound');
    return failure(this.parts.clock.now() >= until ? 'prompt.timeout' : 'driver.crashed');
  }

  /**
   * Whether the signature is a login that a user has just asked for, in a page that nobody on the way can change and
   * that is embedded in none, over a short text that the window shows whole.
   */
  private isPlainLogin(ctx: Context, { page, input, encoding, uncertain }: ConsentRequest): boolean {
    if (!ctx.secure || ctx.ancestors.length > 0 || uncertain) return false;
    if (!page?.acted || page.purpose !== 'login' || isOpaqueDigest(input, encoding)) return false;
    const content = describeContent(input, encoding);
    if (content.kind !== 'text' || content.length > MAX_LOGIN_TEXT) return false;
    // Nothing of it was taken out for showing it.
    return Array.from(content.shown).length === content.length;
  }

  private signatureText(ctx: Context, request: ConsentRequest, found: Found, match: CompanyMatch): SignatureText {
    const page = pageText(request.page, match);
    return {
      ...askingSite(ctx),
      ...ownerText(found.entry, this.parts.clock.now()),
      content: describeContent(request.input, request.encoding),
      ...(page && { page }),
    };
  }
}
