import { HELP_IDS, HELP_PAGES, type HelpId } from '../../shared/text/help/index.js';
import type { HelpPage, HelpPart } from '../../shared/text/help/page.js';
import type { Language } from '../../shared/text/language.js';

/** Every text of a page, its title first. */
export function textsOf({ title, summary, parts }: HelpPage): string[] {
  return [title, summary, ...parts.flatMap(textsOfPart)];
}

function textsOfPart({ heading, text, steps = [], list = [], warning }: HelpPart): string[] {
  const items = [...steps, ...list].map((item) => (typeof item === 'string' ? item : item.text));
  return [heading, text, ...items, warning].filter((part) => part !== undefined);
}

/** The pages that hold every word of the query, those first that have them in the title; all of them without a word. */
export function findPages(query: string, language: Language): HelpId[] {
  const words = normal(query)
    .split(/[\s,，、]+/)
    .filter((word) => word !== '');
  const holdsAll = (text: string): boolean => words.every((word) => text.includes(word));
  const inTitle = (id: HelpId): boolean => holdsAll(normal(HELP_PAGES[id][language].title));
  const found = HELP_IDS.filter((id) => holdsAll(normal(textsOf(HELP_PAGES[id][language]).join('\n'))));
  return [...found.filter(inTitle), ...found.filter((id) => !inTitle(id))];
}

/** Capitals, and the wide forms that Chinese keyboards type, count as what they stand for. */
function normal(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
