import type { Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import type { PopupStatus } from '../messages/popup-status.js';
import { CertificateRow } from './CertificateRow.js';
import { Problem, Row } from './Row.js';

export interface PopupProps {
  readonly language: Language;
  /** The status asked for last; `asking` before the first answer, `silent` when there was none. */
  readonly status: PopupStatus | 'asking' | 'silent';
  /** True while an answer is awaited. */
  readonly busy: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly refresh: () => void;
}

export function Popup({ language, status, busy, now, refresh }: PopupProps) {
  const text = POPUP_TEXT[language];
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
        {status === 'asking' ? (
          <Waiting language={language} />
        ) : status === 'silent' ? (
          <Row level="bad" label={text.title}>
            <Problem text={text.noAnswer} />
          </Row>
        ) : (
          <Answer status={status} language={language} now={now} />
        )}
      </div>
      <footer>{text.unofficial}</footer>
    </main>
  );
}

function Waiting({ language }: { language: Language }) {
  const text = POPUP_TEXT[language];
  return [text.bridge, text.certificate, text.site].map((label) => (
    <Row key={label} level="idle" label={label}>
      <p>{text.checking}</p>
    </Row>
  ));
}

function Answer({ status, language, now }: { status: PopupStatus; language: Language; now: number }) {
  return (
    <>
      <BridgeRow status={status} language={language} />
      <Certificates status={status} language={language} now={now} />
      <SiteRow enabled={status.siteEnabled} language={language} />
    </>
  );
}

function BridgeRow({ status: { bridge }, language }: { status: PopupStatus; language: Language }) {
  const text = POPUP_TEXT[language];
  if (!bridge.ok) {
    return (
      <Row level="bad" label={text.bridge}>
        <Problem text={REASON_TEXT[language][bridge.reason]} />
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
    </Row>
  );
}

function Certificates({ status, language, now }: { status: PopupStatus; language: Language; now: number }) {
  const text = POPUP_TEXT[language];
  const { bridge, certificates } = status;
  if (!bridge.ok) {
    return (
      <Row level="idle" label={text.certificate}>
        <p>{text.noBridge}</p>
      </Row>
    );
  }
  if (!certificates.ok || certificates.value.length === 0) {
    return (
      <Row level="bad" label={text.certificate}>
        <Problem text={REASON_TEXT[language][certificates.ok ? 'certificate.none' : certificates.reason]} />
      </Row>
    );
  }
  return certificates.value.map((certificate) => (
    <CertificateRow key={certificate.id} certificate={certificate} language={language} now={now} />
  ));
}

function SiteRow({ enabled, language }: { enabled: boolean | null; language: Language }) {
  const text = POPUP_TEXT[language];
  return (
    <Row level={enabled ? 'good' : 'idle'} label={text.site}>
      {enabled ? <p>{text.siteEnabled}</p> : <Problem text={enabled === null ? text.noSite : text.siteDisabled} />}
    </Row>
  );
}
