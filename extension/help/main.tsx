import { render } from 'preact';
import browser from 'webextension-polyfill';
import { HELP_IDS, HELP_PAGES, isHelpId } from '../../shared/text/help/index.js';
import { HELP_UI_TEXT } from '../../shared/text/help/ui.js';
import { languageOf } from '../language.js';
import { HelpView, type HelpViewProps } from './HelpView.js';

const language = languageOf(browser.i18n.getUILanguage());
let query = '';

document.documentElement.lang = language;
addEventListener('hashchange', () => {
  draw();
  // The list keeps its place; what was chosen is read from its beginning.
  scrollTo(0, 0);
  document.querySelector('h2')?.focus();
});
draw();

/** The page that the address names; the first where it names none. */
function chosen(): HelpViewProps['id'] {
  const name = location.hash.slice(1);
  return isHelpId(name) ? name : HELP_IDS[0];
}

function draw(): void {
  const id = chosen();
  document.title = `${HELP_PAGES[id][language].title} · ${HELP_UI_TEXT[language].title}`;
  render(
    <HelpView
      language={language}
      id={id}
      query={query}
      search={(wish) => {
        query = wish;
        draw();
      }}
      print={() => print()}
    />,
    document.body,
  );
}
