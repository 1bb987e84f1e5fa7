import browser from 'webextension-polyfill';
import { type GrantAsked, grantAsk } from '../messages/grant-ask.js';
import { GRANT_ASK, SITE_RESUME, TAB_REBIND, TAB_STATE } from '../messages/names.js';
import type { Site } from '../messages/site-status.js';
import { tabState } from '../messages/tab-state.js';
import { siteOrigin } from '../origin.js';
import type { TabView, TabWish } from './TabConsent.js';

/** The tab in front, as far as the popup shows more of it than its site. */
export class FrontTab {
  /** Null where there is nothing to say: the site is not enabled, or the bridge does not answer. */
  view: TabView | null = null;
  readonly #changed: () => void;
  #asked = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Asks how the tab stands; `site` is its site. */
  async refresh(site: Site | null): Promise<void> {
    this.#asked += 1;
    const number = this.#asked;
    const fresh = await ask(site);
    // Asked again meanwhile: the newer answer is the one to show.
    if (number < this.#asked) return;
    const outcome = this.view?.tab === fresh?.tab ? this.view?.outcome : null;
    this.view = fresh && { ...fresh, outcome: outcome ?? null };
    this.#changed();
  }

  /** Does what the user clicked. The bridge's window takes the focus and may close the popup; it goes on without. */
  async act(wish: TabWish): Promise<void> {
    const before = this.view;
    if (!before || before.outcome === 'asking') return;
    this.#tell('asking');
    const outcome = await browser.runtime
      .sendMessage(messageOf(wish, before))
      .then((answer) => grantAsk.response.parse(answer))
      .catch((error: unknown) => {
        console.error('no answer from the service worker', error);
        return { ok: false, reason: 'bridge.disconnected' } as const;
      });
    this.#tell(outcome);
  }

  #tell(outcome: 'asking' | GrantAsked): void {
    this.view = this.view && { ...this.view, outcome };
    this.#changed();
  }
}

function messageOf(wish: TabWish, { origin, tab }: TabView): object {
  if (wish.change === 'resume') return { type: SITE_RESUME, origin };
  if (wish.change === 'rebind') return { type: TAB_REBIND, origin, tab, certificate: wish.certificate };
  return { type: GRANT_ASK, origin, tab, count: wish.count };
}

async function ask(site: Site | null): Promise<Omit<TabView, 'outcome'> | null> {
  if (site?.standing !== 'enabled') return null;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined || siteOrigin(tab.url) !== site.origin) return null;
  const place = { origin: site.origin, tab: tab.id };
  const told = tabState.response.parse(await browser.runtime.sendMessage({ type: TAB_STATE, ...place }));
  return told.ok ? { ...place, state: told.value } : null;
}
