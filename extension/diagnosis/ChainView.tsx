import { DIAGNOSIS_PAGE_TEXT, type LinkState } from '../../shared/text/diagnosis-page.js';
import { Finding, type FindingProps } from '../checks/Finding.js';
import { type Level, Mark } from '../popup/Row.js';
import type { Chain } from './chain.js';

const LEVELS: Readonly<Record<LinkState, Level>> = {
  good: 'good',
  warn: 'warn',
  bad: 'bad',
  unknown: 'idle',
  waiting: 'idle',
  behind: 'idle',
};

export interface ChainViewProps extends Pick<FindingProps, 'language' | 'repair'> {
  readonly chain: Chain;
  /** What was broken before the run that is under way; null where none is, or nothing was. */
  readonly before: Chain['broken'];
  readonly running: boolean;
}

/** The way from the page to the portal, link by link, and what to do where it is broken. */
export function ChainView({ language, chain: { links, broken }, before, running, repair }: ChainViewProps) {
  const text = DIAGNOSIS_PAGE_TEXT[language];
  // Left where it is while it is looked at again: whoever has clicked its button keeps the place.
  const shown = broken ?? before;
  const has = (state: LinkState): boolean => links.some((link) => link.state === state);
  return (
    <>
      <ol class="chain" aria-label={text.chain}>
        {links.map(({ id, state }) => (
          <li key={id} class={LEVELS[state]} data-link={id} data-state={state}>
            <Mark level={LEVELS[state]} />
            <span class="name">{text.links[id]}</span>
            <span class="state">{text.states[state]}</span>
          </li>
        ))}
      </ol>
      <div class="verdict" aria-live="polite">
        {shown ? (
          <div class={broken ? 'bad' : 'idle stale'}>
            <h3>{text.broken(text.links[shown.link])}</h3>
            <Finding language={language} result={shown.result} repair={repair} main />
          </div>
        ) : (
          !running && <p class="what">{has('warn') ? text.attention : has('unknown') ? text.gaps : text.whole}</p>
        )}
      </div>
    </>
  );
}
