import type { Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import type { SiteChange } from '../messages/site-change.js';
import type { Site, SiteStatus } from '../messages/site-status.js';
import { Problem, Row } from './Row.js';
import { needsUser, TabConsent, type TabConsentProps } from './TabConsent.js';

export interface SiteView {
  readonly status: SiteStatus;
  /** Whether the page looks like the portal; null where it cannot be read, or need not be. */
  readonly looksLikePortal: boolean | null;
}

export interface SiteProps {
  readonly language: Language;
  /** `asking` before the first answer. */
  readonly site: SiteView | 'asking';
  readonly change: (change: SiteChange, origin: string) => void;
  /** The tab in front, where there is more to say of it. */
  readonly tab?: Omit<TabConsentProps, 'language'> | null;
}

/** The site of the tab in front, and what can be done about it. */
export function SiteRow({ language, site, change, tab = null }: SiteProps) {
  const text = POPUP_TEXT[language];
  if (site === 'asking') {
    return (
      <Row level="idle" label={text.siteLabel}>
        <p>{text.checking}</p>
      </Row>
    );
  }
  const { status, looksLikePortal } = site;
  return (
    <>
      {status.site ? (
        <KnownSite {...{ language, site: status.site, looksLikePortal, change, tab }} />
      ) : (
        <Row level="idle" label={text.siteLabel}>
          <Problem text={text.site.none} />
        </Row>
      )}
      <OtherSites language={language} status={status} change={change} />
    </>
  );
}

type KnownSiteProps = Omit<SiteProps, 'site'> & { readonly site: Site; readonly looksLikePortal: boolean | null };

const LEVELS = {
  enabled: 'good',
  off: 'idle',
  ungranted: 'warn',
  forbidden: 'bad',
  policyUnreadable: 'bad',
} as const;

function KnownSite({ language, site, looksLikePortal, change, tab }: KnownSiteProps) {
  const text = POPUP_TEXT[language].site;
  const { origin, standing, by, toReload } = site;
  const mustReload = standing === 'enabled' && toReload > 0;
  const waits = mustReload || (tab && needsUser(tab.tab));
  return (
    <Row level={waits ? 'warn' : LEVELS[standing]} label={POPUP_TEXT[language].siteLabel}>
      <p class="origin">{origin}</p>
      {origin.startsWith('http:') && <p class="quiet">{text.unencrypted}</p>}
      {standing === 'enabled' && (
        <>
          <p>{text.enabled}</p>
          {mustReload && (
            <>
              <p>{text.mustReload}</p>
              <Button text={text.reload} main click={() => change('reload', origin)} />
            </>
          )}
          {tab && <TabConsent language={language} {...tab} />}
        </>
      )}
      {standing === 'off' && <Offer {...{ language, origin, looksLikePortal, change }} />}
      {standing === 'ungranted' && (
        <>
          <Problem text={by === 'administrator' ? text.presetUngranted : text.ungranted} />
          <Button text={text.enable} main click={() => change('enable', origin)} />
        </>
      )}
      {standing === 'forbidden' && <Problem text={text.forbidden} />}
      {standing === 'policyUnreadable' && <Problem text={text.policyUnreadable} />}
      {(standing === 'enabled' || standing === 'ungranted') && (
        <Setter language={language} origin={origin} by={by} change={change} />
      )}
    </Row>
  );
}

type OfferProps = Omit<KnownSiteProps, 'site'> & { readonly origin: string };

/** What only looks like the portal may be anybody's copy of it: the user decides by the address. */
function Offer({ language, origin, looksLikePortal, change }: OfferProps) {
  const text = POPUP_TEXT[language].site;
  return (
    <>
      <Problem text={looksLikePortal ? text.looksLikePortal : text.unknown} />
      <Button text={text.enable} main={looksLikePortal === true} click={() => change('enable', origin)} />
    </>
  );
}

/** Who has set a site; the user's own can be taken away. */
export function Setter(props: Pick<Site, 'origin' | 'by'> & Omit<SiteProps, 'site'>) {
  const text = POPUP_TEXT[props.language].site;
  if (props.by === 'administrator') return <p class="quiet">{text.byAdministrator}</p>;
  return <Button text={text.remove} click={() => props.change('remove', props.origin)} />;
}

function OtherSites({ language, status, change }: Omit<SiteProps, 'site'> & { readonly status: SiteStatus }) {
  const text = POPUP_TEXT[language].site;
  const others = status.sites.filter(({ origin }) => origin !== status.site?.origin);
  if (others.length === 0) return null;
  return (
    <details class="others">
      <summary>{text.others(others.length)}</summary>
      <ul>
        {others.map(({ origin, by, enabled }) => (
          <li key={origin}>
            <p class="origin">{origin}</p>
            {!enabled && <p class="quiet">{text.notServed}</p>}
            <Setter language={language} origin={origin} by={by} change={change} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Button({ text, main = false, click }: { text: string; main?: boolean; click: () => void }) {
  return (
    <button type="button" class={main ? 'main' : undefined} onClick={click}>
      {text}
    </button>
  );
}
