import { EXPIRY_TEXT } from '../../shared/text/expiry.js';
import { OPTIONS_TEXT } from '../../shared/text/options.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import { BrokenRecord } from '../records/BrokenRecord.js';
import { HopList, type HopListProps } from './HopList.js';
import { Records, type RecordsProps } from './Records.js';
import { RecordTools, type RecordToolsProps } from './RecordTools.js';
import { ReminderSwitch, type ReminderSwitchProps } from './ReminderSwitch.js';
import { SiteList, type SiteListProps } from './SiteList.js';

export interface OptionsPageProps
  extends RecordsProps,
    RecordToolsProps,
    ReminderSwitchProps,
    SiteListProps,
    HopListProps {
  /** The record is not the one that this browser saw before. */
  readonly recordBroken: boolean;
  /** Takes it as it is from now on. */
  readonly acceptRecord: () => void;
}

/** All records of signatures, and what of the extension can be set. */
export function OptionsPage(props: OptionsPageProps) {
  const { language } = props;
  const text = OPTIONS_TEXT[language];
  return (
    <main>
      <header>
        <img src="/extension/icons/icon-48.png" alt="" width="32" height="32" />
        <h1>{text.title}</h1>
      </header>
      <section class="card records">
        <h2>{RECORDS_TEXT[language].title}</h2>
        {props.recordBroken && (
          <BrokenRecord language={language}>
            <details>
              <summary>{RECORDS_TEXT[language].accept.know}</summary>
              <p>{RECORDS_TEXT[language].accept.means}</p>
              <button type="button" onClick={props.acceptRecord}>
                {RECORDS_TEXT[language].accept.button}
              </button>
            </details>
          </BrokenRecord>
        )}
        <RecordTools {...props} />
        <Records {...props} />
      </section>
      <section class="card">
        <h2>{text.sites}</h2>
        <SiteList {...props} />
      </section>
      <section class="card">
        <h2>{EXPIRY_TEXT[language].reminders}</h2>
        <ReminderSwitch {...props} />
      </section>
      <section class="card">
        <h2>{text.bridge}</h2>
        <p class="quiet">{text.connectionsHow}</p>
        <div class="buttons">
          <button type="button" onClick={() => props.openPairing(false)}>
            {POPUP_TEXT[language].connections}
          </button>
        </div>
      </section>
      <section class="card">
        <HopList {...props} />
      </section>
      <footer>{POPUP_TEXT[language].unofficial}</footer>
    </main>
  );
}
