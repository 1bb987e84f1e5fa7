import { displayText } from './display.js';
import type { Language, Texts } from './language.js';
import { WINDOW_WORDS } from './window-words.js';

/** What is to be signed, as far as it can be shown. `code` is a short code of its SHA-256. */
export type SignedContent =
  /** `shown` went through `displayText`; `length` counts the characters of the whole text. */
  | { readonly kind: 'text'; readonly shown: string; readonly length: number; readonly code: string }
  /** `length` in bytes. */
  | { readonly kind: 'bytes'; readonly length: number; readonly code: string }
  /** As long as a digest, so probably one that was computed elsewhere. */
  | { readonly kind: 'digest'; readonly code: string };

export interface AskingSite {
  /** The page's origin, made readable by `displayOrigin`. */
  readonly site: string;
  /** Whether the page came unencrypted. */
  readonly insecure: boolean;
}

export interface CertificateText extends AskingSite {
  readonly owner: string;
  readonly demo: boolean;
  readonly expired: boolean;
}

export interface SignatureText extends CertificateText {
  readonly content: SignedContent;
}

export interface LoginText extends CertificateText {
  /** How long the certificate stays open for the page; 0 if it does not. */
  readonly minutes: number;
}

export interface GrantText extends CertificateText {
  /** How many signatures are allowed at once. */
  readonly count: number;
  /** In which they are to be used. */
  readonly minutes: number;
}

export interface PasswordTries {
  /** The password typed before was wrong; with the tries left, where the token tells them. */
  readonly wrong?: { readonly retriesLeft?: number };
  /** Tries left before the first one; null or absent where the token does not tell. */
  readonly retriesLeft?: number | null;
  /** One more wrong password locks the token. */
  readonly lastTry?: boolean;
}

export interface CertificateRow {
  readonly owner: string;
  readonly issuer: string;
  /** ISO 8601. */
  readonly notAfter: string;
  readonly demo: boolean;
  readonly expired: boolean;
}

interface ConfirmText {
  readonly title: string;
  readonly description: string;
  readonly ok: string;
  readonly cancel: string;
}

interface PasswordText extends ConfirmText {
  readonly prompt: string;
  /** Present after a wrong password. */
  readonly error?: string;
}

interface ChooseText extends ConfirmText {
  readonly columns: readonly string[];
  /** In the order of the certificates that were given. */
  readonly rows: readonly (readonly string[])[];
}

/** The bridge's windows, each with all its words. Every fact stands on a line of its own. */
export interface WindowText {
  /** The password window that is also the consent to one signature. */
  signPassword(request: SignatureText & PasswordTries): PasswordText;
  /** The password window with which a page opens a certificate; it signs nothing. */
  loginPassword(request: LoginText & PasswordTries): PasswordText;
  /** The consent where no password is needed. */
  signConfirm(request: SignatureText): ConfirmText;
  /** Allows a number of signatures in advance, by the password or, where none is needed, by a button. */
  grantPassword(request: GrantText & PasswordTries): PasswordText;
  grantConfirm(request: GrantText): ConfirmText;
  chooseCertificate(site: AskingSite, certificates: readonly CertificateRow[]): ChooseText;
  /** Shown when Enter was pressed on an empty input. */
  readonly emptyPassword: string;
  readonly capsLock: string;
  readonly showPassword: string;
  readonly hidePassword: string;
}

/** Begins the title of every window. */
export const PROGRAM_NAME: Texts<string> = {
  'zh-CN': '衡水社保 CA 助手（非官方软件）',
  en: 'Hengshui CA Assistant (unofficial software)',
};

/** Longest content and longest name shown, in characters: a pinentry's description has room for 990 bytes. */
const CONTENT_LENGTH = 70;
const NAME_LENGTH = 40;

function lines(...parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join('\n');
}

function windowText(language: Language): WindowText {
  const words = WINDOW_WORDS[language];
  const title = (what: string) => `${PROGRAM_NAME[language]} – ${what}`;
  const site = ({ site, insecure }: AskingSite) => lines(words.site(site), insecure && words.insecure);
  const marks = ({ demo, expired }: Pick<CertificateText, 'demo' | 'expired'>) =>
    (demo ? words.demo : '') + (expired ? words.expired : '');
  const certificate = (shown: CertificateText) =>
    words.certificate(displayText(shown.owner, NAME_LENGTH)) + marks(shown);

  function content(content: SignedContent): string {
    switch (content.kind) {
      case 'text': {
        const shown = displayText(content.shown, CONTENT_LENGTH);
        const complete = Array.from(shown).length === content.length;
        return lines(
          words.text(content.length, complete),
          words.quoted(shown),
          !complete && words.code(content.code),
          words.usableElsewhere,
        );
      }
      case 'bytes':
        return lines(words.bytes(content.length), words.code(content.code), words.usableElsewhere);
      case 'digest':
        return lines(words.digest, words.code(content.code), words.digestWarning, words.usableElsewhere);
    }
  }

  function tries({ wrong, retriesLeft, lastTry }: PasswordTries): string | false {
    if (lastTry || (wrong?.retriesLeft ?? retriesLeft) === 1) return words.lastTry;
    return !wrong && typeof retriesLeft === 'number' && words.triesLeft(retriesLeft);
  }

  const passwordInput = ({ wrong }: PasswordTries) => ({
    prompt: words.prompt,
    ...(wrong ? { error: lines(words.wrong(wrong.retriesLeft), words.mind) } : {}),
    cancel: words.cancel,
  });

  const grant = (request: GrantText) =>
    lines(
      site(request),
      certificate(request),
      '',
      words.grant(request.count, request.minutes),
      words.grantUnseen,
      words.usableElsewhere,
    );

  return {
    signPassword: (request) => ({
      title: title(words.titles.sign),
      description: lines(
        site(request),
        certificate(request),
        content(request.content),
        '',
        words.signByPassword,
        request.demo && words.demoPassword,
        tries(request),
      ),
      ...passwordInput(request),
      ok: words.sign,
    }),
    loginPassword: (request) => ({
      title: title(words.titles.login),
      description: lines(
        site(request),
        certificate(request),
        '',
        words.login(request.minutes),
        words.stillAsked,
        request.demo && words.demoPassword,
        tries(request),
      ),
      ...passwordInput(request),
      ok: words.open,
    }),
    signConfirm: (request) => ({
      title: title(words.titles.sign),
      description: lines(site(request), certificate(request), content(request.content), '', words.signByButton),
      ok: words.agree,
      cancel: words.refuse,
    }),
    grantPassword: (request) => ({
      title: title(words.titles.grant),
      description: lines(grant(request), request.demo && words.demoPassword, tries(request)),
      ...passwordInput(request),
      ok: words.allow,
    }),
    grantConfirm: (request) => ({
      title: title(words.titles.grant),
      description: grant(request),
      ok: words.allow,
      cancel: words.refuse,
    }),
    chooseCertificate: (asking, certificates) => ({
      title: title(words.titles.choose),
      description: lines(site(asking), words.chooseOne),
      columns: words.columns,
      rows: certificates.map(({ owner, issuer, notAfter, demo, expired }) => [
        displayText(owner, NAME_LENGTH) + marks({ demo, expired }),
        displayText(issuer, NAME_LENGTH),
        words.date.format(new Date(notAfter)),
      ]),
      ok: words.choose,
      cancel: words.cancel,
    }),
    emptyPassword: words.emptyPassword,
    capsLock: words.capsLock,
    showPassword: words.showPassword,
    hidePassword: words.hidePassword,
  };
}

export const WINDOW_TEXT: Texts<WindowText> = { 'zh-CN': windowText('zh-CN'), en: windowText('en') };
