import { render } from 'preact';
import browser from 'webextension-polyfill';
import { DIAGNOSIS_PAGE_TEXT, type ExportPart } from '../../shared/text/diagnosis-page.js';
import { ask } from '../ask.js';
import { mend } from '../checks/mend.js';
import { ChecksView } from '../checks/view.js';
import { download } from '../download.js';
import { languageOf } from '../language.js';
import { hopsList } from '../messages/hops-list.js';
import { journalList } from '../messages/journal-list.js';
import { HOPS_LIST, JOURNAL_LIST } from '../messages/names.js';
import { archiveName, archiveOf } from './archive.js';
import { DiagnosisPage, type DiagnosisPageProps } from './DiagnosisPage.js';
import type { Saved } from './SaveForm.js';
import { supportText } from './support-text.js';

/** Records that are saved. */
const LAST_RECORDS = 100;

const language = languageOf(browser.i18n.getUILanguage());
const { version } = browser.runtime.getManifest();
const checks = new ChecksView(draw);
let saved: DiagnosisPageProps['saved'] = null;

document.documentElement.lang = language;
document.title = DIAGNOSIS_PAGE_TEXT[language].title;
void again();
void checks.load();

function again(): Promise<boolean> {
  const ran = checks.run();
  draw();
  return ran;
}

/** Reads only what is ticked; a part that cannot be read leaves no file, so that none is taken for whole. */
async function save(parts: readonly ExportPart[]): Promise<Saved> {
  const hops = parts.includes('hops') ? await ask(HOPS_LIST, {}, hopsList.response) : [];
  if ('ok' in hops) return { failed: hops.reason };
  const listed = parts.includes('records')
    ? await ask(JOURNAL_LIST, { before: null, limit: LAST_RECORDS }, journalList.response)
    : null;
  if (listed?.ok === false) return { failed: listed.reason };
  const records = listed?.value.rows ?? [];
  const now = Date.now();
  const { stored, keys } = checks;
  const archive = archiveOf({ language, checks: stored, keys, version, now, parts, hops, records });
  const name = archiveName({ language, now });
  download(new Blob([archive], { type: 'application/zip' }), name);
  return { name };
}

function draw(): void {
  const { stored, since, keys } = checks;
  const { results } = stored;
  render(
    <DiagnosisPage
      language={language}
      checks={stored}
      since={since}
      again={() => void again()}
      repair={(repair, result) => mend(repair, result, { again })}
      supportText={(withCompany) =>
        supportText({ language, results, keys, withCompany, version, now: stored.at || Date.now() })
      }
      saved={saved}
      save={(parts) =>
        void save(parts).then((outcome) => {
          saved = outcome;
          draw();
        })
      }
    />,
    document.body,
  );
}
