import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import type { Language } from '../../shared/text/language.js';
import { MONTH_TEXT } from '../../shared/text/month.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { codeOf, type KnownKey } from '../keys/stored.js';
import type { Outcome } from '../messages/outcome.js';
import type { PopupStatus } from '../messages/popup-status.js';
import { MonthCard, type MonthCardProps } from '../month/MonthCard.js';
import { hasLoggedIn } from '../start/steps.js';
import { NextAction, type NextActionProps, OtherProblems } from './NextAction.js';
import { PasswordHint } from './PasswordHint.js';
import { RecentRecords, type RecentRecordsProps } from './RecentRecords.js';
import { Hint, Problem, Row } from './Row.js';
import { type SiteProps, SiteRow } from './SiteRow.js';
import { needsUser } from './TabConsent.js';
import { type ShownKey, TokenCard } from './TokenCard.js';

/** The other pages of the extension. */
export type OtherPage = 'settings' | 'diagnosis' | 'start' | 'month';

export interface PopupProps extends Omit<NextActionProps, 'language' | 'now'> {
  readonly language: Language;
  /** The status asked for last; `asking` before the first answer, `silent` when there was none. */
  readonly status: PopupStatus | 'asking' | 'silent';
  /** True while an answer is awaited. */
  readonly busy: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly refresh: () => void;
  /** Every certificate that was ever seen. */
  readonly keys: readonly KnownKey[];
  /** Ids of the certificates that were seen to be bound to the portal at hand. */
  readonly bound: readonly string[];
  /** Resolves when the text can be pasted. */
  readonly copy: (text: string) => Promise<void>;
  /** The change of a token's password that was asked for last. */
  readonly password: { readonly token: string; readonly outcome: 'asking' | Outcome } | null;
  readonly changePassword: (token: string) => void;
  readonly site: SiteProps['site'];
  readonly changeSite: SiteProps['change'];
  readonly tab?: SiteProps['tab'];
  /** Opens the page of connections. */
  readonly openConnections: () => void;
  readonly records: RecentRecordsProps['records'];
  readonly openRecords: RecentRecordsProps['open'];
  readonly openPage: (page: OtherPage) => void;
  /** The unit that was seen last on the portal in front, and its last month; null where none was seen. */
  readonly month: Pick<MonthCardProps, 'unit' | 'month'> | null;
  readonly tellMonth: MonthCardProps['tell'];
}

export function Popup(props: PopupProps) {
  const { language, status, busy, refresh, openPage } = props;
  const text = POPUP_TEXT[language];
  const light = LIGHT_TEXT[language];
  const tab = props.tab ?? null;
  const site = <SiteRow language={language} site={props.site} change={props.changeSite} tab={tab} />;
  // The popup shows a few rows without scrolling, and this one needs the user.
  const siteFirst = tab !== null && needsUser(tab.tab);
  return (
    <main aria-busy={busy}>
      <header>
        <img src="/extension/icons/icon-48.png" alt="" width="24" height="24" />
        <h1>{text.title}</h1>
        {/* Not `disabled`, which would take the focus away. */}
        <button type="button" onClick={busy ? undefined : refresh} aria-disabled={busy}>
          {busy ? text.checking : text.refresh}
        </button>
      </header>
      <div aria-live="polite">
        {status === 'silent' ? (
          <Row level="bad" label={text.title}>
            <Problem text={text.noAnswer} />
          </Row>
        ) : (
          <NextAction {...props} />
        )}
        {siteFirst && site}
        <OtherProblems {...props} />
        <Keys {...props} />
        {!siteFirst && site}
        <Bridge {...props} />
        {props.month && <MonthCard {...props.month} language={language} tell={props.tellMonth} />}
      </div>
      <RecentRecords
        language={language}
        records={props.records}
        open={props.openRecords}
        showAll={() => openPage('settings')}
      />
      <footer>
        <nav class="buttons">
          {!hasLoggedIn(props.keys, props.bound) && (
            <button type="button" class="link" onClick={() => openPage('start')}>
              {light.start}
            </button>
          )}
          <a href="/extension/help/index.html" target="_blank" rel="noopener">
            {light.help}
          </a>
          <button type="button" class="link" onClick={() => openPage('month')}>
            {MONTH_TEXT[language].open}
          </button>
          <button type="button" class="link" onClick={() => openPage('settings')}>
            {light.settings}
          </button>
          <button type="button" class="link" onClick={() => openPage('diagnosis')}>
            {light.diagnosis}
          </button>
        </nav>
        <p>{text.unofficial}</p>
      </footer>
    </main>
  );
}

function Bridge({ status, language, openConnections }: PopupProps) {
  const text = POPUP_TEXT[language];
  if (typeof status === 'string' || !status.bridge.ok) return null;
  return (
    <Row level="good" label={text.bridge}>
      <p>
        {text.bridgeReady} <span class="quiet">{text.version(status.bridge.value.version)}</span>
      </p>
      <button type="button" class="mend" onClick={openConnections}>
        {text.connections}
      </button>
    </Row>
  );
}

/** The certificates that are there; before that is told, those that were there last. */
function Keys(props: PopupProps) {
  const { status, language, now, keys, password, changePassword, copy } = props;
  if (typeof status === 'string') {
    const last = status === 'asking' ? keys.filter(({ present }) => present) : [];
    return last.map((key) => (
      <TokenCard
        key={key.id}
        shown={{ ...key, notBefore: '', seal: undefined, bound: props.bound.includes(key.id) }}
        {...{ language, now, copy }}
        stale
      />
    ));
  }
  const { certificates, tokens } = status;
  const present = tokens.ok ? tokens.value : [];
  return (certificates.ok ? certificates.value : []).map((certificate, index, all) => {
    const { id, token } = certificate;
    // What is said of a token is said once.
    const said = all[index - 1]?.token === token;
    const { notice, initialPassword } = (!said && present.find((one) => one.id === token)) || {};
    const nickname = keys.find((key) => key.id === id)?.nickname ?? '';
    const shown: ShownKey = {
      ...certificate,
      code: codeOf(certificate),
      seal: certificate.seal,
      nickname,
      bound: props.bound.includes(id),
    };
    return (
      <TokenCard key={id} shown={shown} {...{ language, now, copy }} stale={false}>
        {notice && <Hint text={REASON_TEXT[language][notice]} />}
        {initialPassword && (
          <PasswordHint
            language={language}
            outcome={password?.token === token ? password.outcome : undefined}
            change={() => changePassword(token)}
          />
        )}
      </TokenCard>
    );
  });
}
