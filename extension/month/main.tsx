import { render } from 'preact';
import browser from 'webextension-polyfill';
import { MONTHS_PAGE_TEXT } from '../../shared/text/months-page.js';
import { openSite } from '../checks/mend.js';
import { languageOf } from '../language.js';
import { MonthPage } from './MonthPage.js';
import { setUnit, tellMonth, WorkView } from './view.js';

const language = languageOf(browser.i18n.getUILanguage());
const view = new WorkView(draw);

document.documentElement.lang = language;
document.title = MONTHS_PAGE_TEXT[language].title;
void view.load();

/** What is not noted stays as it is shown. */
function told(done: Promise<void>): void {
  done.catch((error: unknown) => console.error('it was not noted', error));
}

function draw(): void {
  render(
    <MonthPage
      language={language}
      work={view.work}
      tell={(unit, period, wish) => told(tellMonth(unit, period, wish))}
      set={(unit, wish) => told(setUnit(unit, wish))}
      open={(origin) => told(openSite(origin))}
    />,
    document.body,
  );
}
