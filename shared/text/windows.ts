import type { Result } from '../protocol/reasons.js';
import { displayText } from './display.js';
import type { Language, Texts } from './language.js';
import { PURPOSE_TEXT } from './purposes.js';
import { REASON_TEXT } from './reasons.js';
import type {
  AskingSite,
  CertificateRow,
  GrantText,
  LoginText,
  NewPasswordRequest,
  OwnerText,
  PairingText,
  PasswordTries,
  SignatureText,
} from './window-facts.js';
import { WINDOW_WORDS } from './window-words.js';

interface ConfirmText {
  readonly title: string;
  readonly description: string;
  readonly ok: string;
  readonly cancel: string;
}

interface RememberingText extends ConfirmText {
  /** A further button, for a consent that lasts. */
  readonly remember?: string;
}

interface PasswordText extends ConfirmText {
  readonly prompt: string;
  /** Present after a wrong password. */
  readonly error?: string;
}

interface NewPasswordText extends PasswordText {
  readonly repeat: string;
  readonly mismatch: string;
}

type NoticeText = Omit<ConfirmText, 'cancel'>;

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
  /** The same two where the password is typed on the token's keys. */
  signOnToken(request: SignatureText & PasswordTries): ConfirmText;
  loginOnToken(request: LoginText & PasswordTries): ConfirmText;
  /** Comes before the window of a password that may be the last one. */
  lastTry(owner: OwnerText): ConfirmText;
  /** The windows of a change of the password; in the last one both are typed on the token's keys. */
  currentPassword(request: OwnerText & PasswordTries): PasswordText;
  newPassword(request: NewPasswordRequest): NewPasswordText;
  changeOnToken(request: OwnerText & PasswordTries): ConfirmText;
  /** How a change of the password went. */
  passwordChange(request: OwnerText & { readonly outcome: Result<unknown> }): NoticeText;
  /** The consent where no password is needed; `minutes` for which it may go unasked afterwards, null where it may not. */
  signConfirm(request: SignatureText, minutes?: number | null): RememberingText;
  /** Comes before the window of a signature with which the page speaks of a company that is known to be another one. */
  otherCompany(request: SignatureText): ConfirmText;
  /** Comes before the window of a signature of which it is not known whether it was made before. */
  signAgain(request: SignatureText): ConfirmText;
  /** Allows a number of signatures in advance, by the password or, where none is needed, by a button. */
  grantPassword(request: GrantText & PasswordTries): PasswordText;
  grantOnToken(request: GrantText & PasswordTries): ConfirmText;
  grantConfirm(request: GrantText): ConfirmText;
  chooseCertificate(site: AskingSite, certificates: readonly CertificateRow[]): ChooseText;
  /** Asks for the six digits that a browser shows. */
  pairing(request: PairingText): ConfirmText;
  /** The name of a browser that the system does not tell. */
  readonly someBrowser: string;
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
/** Where the page's own words take room, too. */
const CONTENT_LENGTH_BESIDE_PAGE = 36;
const COMPANY_LENGTH = 24;
const NAME_LENGTH = 40;
const PATH_LENGTH = 80;

function lines(...parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join('\n');
}

function windowText(language: Language): WindowText {
  const words = WINDOW_WORDS[language];
  const title = (what: string) => `${PROGRAM_NAME[language]} – ${what}`;
  const site = ({ site, insecure }: AskingSite) => lines(words.site(site), insecure && words.insecure);
  const marks = ({ demo, expired, early }: Omit<OwnerText, 'owner'>) =>
    (demo ? words.demo : '') + (expired ? words.expired : '') + (early ? words.early : '');
  const certificate = (shown: OwnerText) => words.certificate(displayText(shown.owner, NAME_LENGTH)) + marks(shown);

  function content({ content, page }: SignatureText): string {
    switch (content.kind) {
      case 'text': {
        const shown = displayText(content.shown, page ? CONTENT_LENGTH_BESIDE_PAGE : CONTENT_LENGTH);
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
      case 'document':
        return lines(words.document(content.length), words.code(content.code), words.usableElsewhere);
      case 'digest':
        return lines(words.digest, words.code(content.code), words.digestWarning, words.usableElsewhere);
    }
  }

  /** Said after a wrong password beside it, before any on its own; the last try is always said. */
  function tries({ wrong, left }: PasswordTries): string | false {
    if (left === 'last') return words.lastTry;
    return !wrong && left !== 'unknown' && words.triesLeft(left);
  }

  const wrongPassword = ({ wrong, left }: PasswordTries): string | false =>
    wrong && lines(words.wrong, left !== 'unknown' && left !== 'last' && words.triesLeft(left), words.mind);

  function passwordInput(asked: PasswordTries) {
    const error = wrongPassword(asked);
    return { prompt: words.prompt, ...(error !== false && { error }), cancel: words.cancel };
  }

  function claims({ page }: SignatureText): string | false {
    if (!page) return false;
    const { purpose, company, match } = page;
    return lines(
      words.page(purpose && PURPOSE_TEXT[language][purpose], company && displayText(company, COMPANY_LENGTH)),
      match === 'nameDiffers' && words.nameDiffers,
      match === 'other' && words.otherCompany,
    );
  }

  const signature = (request: SignatureText) =>
    lines(site(request), certificate(request), claims(request), content(request), '');
  const login = (request: LoginText) =>
    lines(site(request), certificate(request), '', words.login(request.minutes), words.stillAsked);

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
      description: lines(signature(request), words.signByPassword, request.demo && words.demoPassword, tries(request)),
      ...passwordInput(request),
      ok: words.sign,
    }),
    loginPassword: (request) => ({
      title: title(words.titles.login),
      description: lines(login(request), request.demo && words.demoPassword, tries(request)),
      ...passwordInput(request),
      ok: words.open,
    }),
    signOnToken: (request) => ({
      title: title(words.titles.sign),
      description: lines(
        signature(request),
        words.signByButton,
        '',
        wrongPassword(request),
        words.typeOnToken(words.agree),
        tries(request),
      ),
      ok: words.agree,
      cancel: words.refuse,
    }),
    loginOnToken: (request) => ({
      title: title(words.titles.login),
      description: lines(login(request), '', wrongPassword(request), words.typeOnToken(words.open), tries(request)),
      ok: words.open,
      cancel: words.cancel,
    }),
    lastTry: (owner) => ({
      title: title(words.titles.lastTry),
      description: lines(certificate(owner), '', words.lastTry, words.unlock, words.unsure),
      ok: words.takeLastTry,
      cancel: words.leaveLastTry,
    }),
    currentPassword: (request) => ({
      title: title(words.titles.change),
      description: lines(certificate(request), words.askCurrent, request.demo && words.demoPassword, tries(request)),
      ...passwordInput(request),
      prompt: words.currentPrompt,
      ok: words.next,
    }),
    newPassword: ({ minBytes, maxBytes, problem, ...owner }) => ({
      title: title(words.titles.change),
      description: lines(certificate(owner), words.askNew, words.length(minBytes, maxBytes), words.notTheOld),
      prompt: words.newPrompt,
      repeat: words.repeatPrompt,
      mismatch: words.mismatch,
      ...(problem && { error: words.problem(problem, minBytes, maxBytes) }),
      ok: words.change,
      cancel: words.cancel,
    }),
    changeOnToken: (request) => ({
      title: title(words.titles.change),
      description: lines(certificate(request), '', wrongPassword(request), words.changeOnToken, tries(request)),
      ok: words.startChange,
      cancel: words.cancel,
    }),
    passwordChange: ({ outcome, ...owner }) => ({
      title: title(words.titles.change),
      description: lines(
        certificate(owner),
        '',
        ...(outcome.ok
          ? [words.changed, words.remember]
          : [
              outcome.reason !== 'password.unsure' && words.notChanged,
              REASON_TEXT[language][outcome.reason].what,
              REASON_TEXT[language][outcome.reason].todo,
            ]),
      ),
      ok: words.close,
    }),
    signConfirm: (request, minutes = null) => ({
      title: title(words.titles.sign),
      description: lines(signature(request), words.signByButton),
      ok: words.agree,
      ...(minutes !== null && { remember: words.rememberLogin(minutes) }),
      cancel: words.refuse,
    }),
    otherCompany: (request) => ({
      title: title(words.titles.otherCompany),
      description: lines(site(request), certificate(request), claims(request), '', words.wrongToken),
      ok: words.signForOther,
      cancel: words.refuse,
    }),
    signAgain: (request) => ({
      title: title(words.titles.again),
      description: lines(words.uncertain, words.signsTwice, '', signature(request)),
      ok: words.signAgain,
      cancel: words.leaveUnsigned,
    }),
    grantPassword: (request) => ({
      title: title(words.titles.grant),
      description: lines(grant(request), request.demo && words.demoPassword, tries(request)),
      ...passwordInput(request),
      ok: words.allow,
    }),
    grantOnToken: (request) => ({
      title: title(words.titles.grant),
      description: lines(grant(request), '', wrongPassword(request), words.typeOnToken(words.allow), tries(request)),
      ok: words.allow,
      cancel: words.refuse,
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
      rows: certificates.map(({ owner, issuer, notAfter, ...marked }) => [
        displayText(owner, NAME_LENGTH) + marks(marked),
        displayText(issuer, NAME_LENGTH),
        words.date.format(new Date(notAfter)),
      ]),
      ok: words.choose,
      cancel: words.cancel,
    }),
    pairing: ({ program, user, error, triesLeft }) => ({
      title: title(words.titles.pairing),
      description: lines(
        words.pairingAsked,
        words.program(program === null ? words.untold : displayText(program, PATH_LENGTH)),
        words.user(user === null ? words.untold : displayText(user, NAME_LENGTH)),
        '',
        error === 'wrong' && words.wrongDigits(triesLeft),
        error === 'form' && words.notSixDigits,
        words.typeDigits,
        words.pairingUnasked,
      ),
      ok: words.connect,
      cancel: words.refuse,
    }),
    someBrowser: words.someBrowser,
    emptyPassword: words.emptyPassword,
    capsLock: words.capsLock,
    showPassword: words.showPassword,
    hidePassword: words.hidePassword,
  };
}

export const WINDOW_TEXT: Texts<WindowText> = { 'zh-CN': windowText('zh-CN'), en: windowText('en') };
