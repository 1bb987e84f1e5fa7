import type { Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import type { Outcome } from '../messages/outcome.js';
import type { PopupStatus } from '../messages/popup-status.js';
import { mendedByConnecting } from '../pairing/open.js';
import { BrokenRecord } from '../records/BrokenRecord.js';
import { CertificateRow } from './CertificateRow.js';
import { PasswordHint } from './PasswordHint.js';
import { RecentRecords, type RecentRecordsProps } from './RecentRecords.js';
import { Hint, Problem, Row } from './Row.js';
import { type SiteProps, SiteRow } from './SiteRow.js';
import { needsUser } from './TabConsent.js';

export interface PopupProps {
  readonly language: Language;
  /** The status asked for last; `asking` before the first answer, `silent` when there was none. */
  readonly status: PopupStatus | 'asking' | 'silent';
  /** True while an answer is awaited. */
  readonly busy: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly refresh: () => void;
  /** The change of a token's password that was asked for last. */
  readonly password: { readonly token: string; readonly outcome: 'asking' | Outcome } | null;
  readonly changePassword: (token: string) => void;
  readonly site: SiteProps['site'];
  readonly changeSite: SiteProps['change'];
  readonly tab?: SiteProps['tab'];
  /** Opens the page of connections, to connect this browser at once or to look after them. */
  readonly openPairing: (connect: boolean) => void;
  readonly records: RecentRecordsProps['records'];
  readonly openRecords: RecentRecordsProps['open'];
  readonly showAllRecords: RecentRecordsProps['showAll'];
  /** The record is not the one that this browser saw before. */
  readonly recordBroken: boolean;
}

export function Popup(props: PopupProps) {
  const { language, status, busy, refresh } = props;
  const text = POPUP_TEXT[language];
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
        {props.recordBroken && (
          <BrokenRecord language={language}>
            <button type="button" class="mend" onClick={props.showAllRecords}>
              {RECORDS_TEXT[language].all}
            </button>
          </BrokenRecord>
        )}
        {siteFirst && site}
        {status === 'asking' ? (
          <Waiting language={language} />
        ) : status === 'silent' ? (
          <Row level="bad" label={text.title}>
            <Problem text={text.noAnswer} />
          </Row>
        ) : (
          <Answer {...props} status={status} />
        )}
        {!siteFirst && site}
      </div>
      <RecentRecords
        language={language}
        records={props.records}
        open={props.openRecords}
        showAll={props.showAllRecords}
      />
      <footer>{text.unofficial}</footer>
    </main>
  );
}

function Waiting({ language }: { language: Language }) {
  const text = POPUP_TEXT[language];
  return [text.bridge, text.certificate].map((label) => (
    <Row key={label} level="idle" label={label}>
      <p>{text.checking}</p>
    </Row>
  ));
}

type AnswerProps = PopupProps & { readonly status: PopupStatus };

function Answer(props: AnswerProps) {
  return (
    <>
      <BridgeRow {...props} />
      <Certificates {...props} />
    </>
  );
}

function BridgeRow({ status: { bridge }, language, openPairing }: AnswerProps) {
  const text = POPUP_TEXT[language];
  if (!bridge.ok) {
    return (
      <Row level="bad" label={text.bridge}>
        <Problem text={REASON_TEXT[language][bridge.reason]} />
        {mendedByConnecting(bridge.reason) && (
          <button type="button" class="mend" onClick={() => openPairing(true)}>
            {text.connect}
          </button>
        )}
      </Row>
    );
  }
  const { version, windows } = bridge.value;
  return (
    <Row level={windows.password && windows.confirm ? 'good' : 'bad'} label={text.bridge}>
      <p>
        {text.bridgeReady} <span class="quiet">{text.version(version)}</span>
      </p>
      {!windows.password && <Problem text={text.passwordWindow} />}
      {!windows.confirm && <Problem text={text.confirmWindow} />}
      <button type="button" class="mend" onClick={() => openPairing(false)}>
        {text.connections}
      </button>
    </Row>
  );
}

function Certificates({ status, language, now, password, changePassword }: AnswerProps) {
  const text = POPUP_TEXT[language];
  const { bridge, certificates, tokens } = status;
  if (!bridge.ok) {
    return (
      <Row level="idle" label={text.certificate}>
        <p>{text.noBridge}</p>
      </Row>
    );
  }
  const present = tokens.ok ? tokens.value : [];
  if (!certificates.ok || certificates.value.length === 0) {
    const none = present.length === 0 ? 'token.none' : 'certificate.none';
    const reason = certificates.ok ? none : certificates.reason;
    return (
      <Row level="bad" label={text.certificate}>
        <Problem text={REASON_TEXT[language][reason]} />
      </Row>
    );
  }
  return certificates.value.map((certificate, index, all) => {
    const { id, token } = certificate;
    // What is said of a token is said once.
    const said = all[index - 1]?.token === token;
    const { notice, initialPassword } = (!said && present.find((one) => one.id === token)) || {};
    return (
      <CertificateRow key={id} certificate={certificate} language={language} now={now}>
        {notice && <Hint text={REASON_TEXT[language][notice]} />}
        {initialPassword && (
          <PasswordHint
            language={language}
            outcome={password?.token === token ? password.outcome : undefined}
            change={() => changePassword(token)}
          />
        )}
      </CertificateRow>
    );
  });
}
