import type { ComponentChildren } from 'preact';
import { EXPIRY_TEXT } from '../../shared/text/expiry.js';
import { HOPS_TEXT } from '../../shared/text/hops.js';
import { OPTIONS_TEXT } from '../../shared/text/options.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import { BrokenRecord } from '../records/BrokenRecord.js';
import { About, type AboutProps } from './About.js';
import { CheckList, type CheckListProps } from './CheckList.js';
import { HopList, type HopListProps } from './HopList.js';
import { KeyList, type KeyListProps } from './KeyList.js';
import { Records, type RecordsProps } from './Records.js';
import { RecordTools, type RecordToolsProps } from './RecordTools.js';
import { ReminderSwitch, type ReminderSwitchProps } from './ReminderSwitch.js';
import { SiteList, type SiteListProps } from './SiteList.js';

export interface OptionsPageProps
  extends RecordsProps,
    RecordToolsProps,
    ReminderSwitchProps,
    SiteListProps,
    KeyListProps,
    CheckListProps,
    AboutProps,
    HopListProps {
  /** The record is not the one that this browser saw before. */
  readonly recordBroken: boolean;
  /** Takes it as it is from now on. */
  readonly acceptRecord: () => void;
}

/** All records of signatures, the certificates, the checks, and what of the extension can be set. */
export function OptionsPage(props: OptionsPageProps) {
  const { language } = props;
  const text = OPTIONS_TEXT[language];
  const sections: readonly { readonly id: string; readonly title: string; readonly shown: ComponentChildren }[] = [
    { id: 'sites', title: text.sites, shown: <SiteList {...props} /> },
    { id: 'browsers', title: text.browsers, shown: <Browsers {...props} /> },
    { id: 'keys', title: text.keys.title, shown: <KeyList {...props} /> },
    { id: 'checks', title: text.checks.title, shown: <CheckList {...props} /> },
    { id: 'records', title: RECORDS_TEXT[language].title, shown: <RecordSection {...props} /> },
    { id: 'reminders', title: EXPIRY_TEXT[language].reminders, shown: <ReminderSwitch {...props} /> },
    { id: 'hops', title: HOPS_TEXT[language].title, shown: <HopList {...props} /> },
    { id: 'about', title: text.about.title, shown: <About {...props} /> },
  ];
  return (
    <main>
      <header>
        <img src="/extension/icons/icon-48.png" alt="" width="32" height="32" />
        <h1>{text.title}</h1>
      </header>
      <nav class="contents" aria-label={text.contents}>
        <ul>
          {sections.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(({ id, title, shown }) => (
        <section key={id} id={id} class={`card ${id}`}>
          <h2>{title}</h2>
          {shown}
        </section>
      ))}
      <footer>{POPUP_TEXT[language].unofficial}</footer>
    </main>
  );
}

function Browsers({ language, openPairing }: OptionsPageProps) {
  return (
    <>
      <p class="quiet">{OPTIONS_TEXT[language].connectionsHow}</p>
      <div class="buttons">
        <button type="button" onClick={() => openPairing(false)}>
          {POPUP_TEXT[language].connections}
        </button>
      </div>
    </>
  );
}

function RecordSection(props: OptionsPageProps) {
  const { language, recordBroken, acceptRecord } = props;
  const text = RECORDS_TEXT[language];
  return (
    <>
      {recordBroken && (
        <BrokenRecord language={language}>
          <details>
            <summary>{text.accept.know}</summary>
            <p>{text.accept.means}</p>
            <button type="button" onClick={acceptRecord}>
              {text.accept.button}
            </button>
          </details>
        </BrokenRecord>
      )}
      <RecordTools {...props} />
      <Records {...props} />
    </>
  );
}
