import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import { HELP_IDS, HELP_PAGES, type HelpId } from '../../shared/text/help/index.js';
import type { HelpPart, HelpStep } from '../../shared/text/help/page.js';
import { HELP_UI_TEXT } from '../../shared/text/help/ui.js';
import type { Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { START_TEXT } from '../../shared/text/start.js';
import { DIAGNOSIS_ADDRESS } from '../diagnosis/open.js';
import { START_ADDRESS } from '../start/open.js';
import { findPages } from './search.js';

export interface HelpViewProps {
  readonly language: Language;
  readonly id: HelpId;
  readonly query: string;
  readonly search: (query: string) => void;
  readonly print: () => void;
}

/** The list of tasks, and the page of one of them. */
export function HelpView({ language, id, query, search, print }: HelpViewProps) {
  const text = HELP_UI_TEXT[language];
  const found = findPages(query, language);
  return (
    <main>
      <header>
        <img src="/extension/icons/icon-48.png" alt="" width="32" height="32" />
        <h1>{text.title}</h1>
        <a href={DIAGNOSIS_ADDRESS}>{LIGHT_TEXT[language].diagnosis}</a>
        <a href={START_ADDRESS}>{START_TEXT[language].title}</a>
      </header>
      <div class="columns">
        <nav aria-label={text.tasks}>
          <input
            type="search"
            aria-label={text.search}
            placeholder={text.searched}
            value={query}
            onInput={({ currentTarget }) => search(currentTarget.value)}
          />
          <p class="quiet found" role="status">
            {query.trim() !== '' && text.found(found.length)}
          </p>
          <ul>
            {found.map((one) => (
              <li key={one}>
                <a href={`#${one}`} aria-current={one === id ? 'page' : undefined}>
                  {HELP_PAGES[one][language].title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Article language={language} id={id} print={print} />
      </div>
      <footer>{POPUP_TEXT[language].unofficial}</footer>
    </main>
  );
}

function Article({ language, id, print }: Pick<HelpViewProps, 'language' | 'id' | 'print'>) {
  const text = HELP_UI_TEXT[language];
  const { title, summary, parts } = HELP_PAGES[id][language];
  const index = HELP_IDS.indexOf(id);
  return (
    <article class="card">
      <h2 tabIndex={-1}>{title}</h2>
      <p class="quiet">{summary}</p>
      {parts.map((part) => (
        <Part key={part.heading ?? part.text} language={language} part={part} />
      ))}
      <div class="buttons around">
        <Neighbour language={language} id={HELP_IDS[index - 1]} label={text.previous} />
        <Neighbour language={language} id={HELP_IDS[index + 1]} label={text.next} />
        <button type="button" onClick={print}>
          {text.print}
        </button>
      </div>
    </article>
  );
}

function Neighbour({ language, id, label }: { language: Language; id: HelpId | undefined; label: string }) {
  if (id === undefined) return null;
  return (
    <a href={`#${id}`}>
      {label} · {HELP_PAGES[id][language].title}
    </a>
  );
}

function Part({ language, part }: { language: Language; part: HelpPart }) {
  const { heading, text, steps, list, warning } = part;
  return (
    <section>
      {heading !== undefined && <h3>{heading}</h3>}
      {text !== undefined && <p>{text}</p>}
      {steps && (
        <ol class="steps">
          <Items language={language} items={steps} />
        </ol>
      )}
      {list && (
        <ul>
          <Items language={language} items={list} />
        </ul>
      )}
      {warning !== undefined && <p class="warning">{warning}</p>}
    </section>
  );
}

function Items({ language, items }: { language: Language; items: readonly (string | HelpStep)[] }) {
  const ui = HELP_UI_TEXT[language];
  return items.map((item) => {
    const { text, whose, see }: HelpStep = typeof item === 'string' ? { text: item } : item;
    return (
      <li key={text}>
        {text}
        {whose && <span class="badge">{ui.owners[whose]}</span>}
        {see && <a href={`#${see}`}>{HELP_PAGES[see][language].title}</a>}
      </li>
    );
  });
}
