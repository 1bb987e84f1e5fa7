import type { Language } from '../../shared/text/language.js';
import { OPTIONS_TEXT } from '../../shared/text/options.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import type { SiteStatus } from '../messages/site-status.js';
import { Setter } from '../popup/SiteRow.js';

export interface SiteListProps {
  readonly language: Language;
  /** Null before the first answer. */
  readonly sites: SiteStatus['sites'] | null;
  readonly removeSite: (origin: string) => void;
}

/** The sites that are set, by whom, and what takes them away. */
export function SiteList({ language, sites, removeSite }: SiteListProps) {
  const text = OPTIONS_TEXT[language];
  return (
    <>
      {sites?.length === 0 && <p class="quiet">{text.noSites}</p>}
      <ul>
        {sites?.map(({ origin, by, enabled }) => (
          <li key={origin}>
            <p class="origin">{origin}</p>
            {origin.startsWith('http:') && <p class="quiet">{POPUP_TEXT[language].site.unencrypted}</p>}
            {!enabled && <p class="quiet">{POPUP_TEXT[language].site.notServed}</p>}
            <Setter language={language} origin={origin} by={by} change={() => removeSite(origin)} />
          </li>
        ))}
      </ul>
      <p class="quiet">{text.enableHow}</p>
    </>
  );
}
