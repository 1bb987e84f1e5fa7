import browser from 'webextension-polyfill';
import { type BoundKey, readBound } from '../keys/bound.js';
import { type KnownKey, readKeys } from '../keys/stored.js';
import { checksRun } from '../messages/checks-run.js';
import { CHECKS_RUN } from '../messages/names.js';
import { siteOrigin } from '../origin.js';
import { readBoth, readChecks, type StoredChecks } from './stored.js';

/** What a page of ours shows of the checks: what is kept, at once, and what a run finds, as it finds it. */
export class ChecksView {
  stored: StoredChecks = readChecks(undefined);
  keys: readonly KnownKey[] = [];
  #bound: readonly BoundKey[] = [];
  /** When the run began that is under way; null where none is. Milliseconds since the epoch. */
  since: number | null = null;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
    browser.storage.onChanged.addListener((changes, area) => {
      const isOurs = area === 'local' || area === 'session';
      if (isOurs && ['checks', 'keys', 'bound'].some((name) => name in changes)) void this.load();
    });
  }

  /** Reads what is kept. */
  async load(): Promise<void> {
    const [{ checks, keys, bound }, here] = await Promise.all([
      browser.storage.local.get(['checks', 'keys', 'bound']),
      browser.storage.session.get('checks'),
    ]);
    this.stored = readBoth(checks, here.checks);
    this.keys = readKeys(keys);
    this.#bound = readBound(bound);
    this.#changed();
  }

  /** Ids of the certificates that were seen to be bound to that origin's portal; none where there is no portal. */
  boundTo(portal: string | null): readonly string[] {
    return this.#bound.filter(({ origin }) => origin === portal).map(({ certificate }) => certificate);
  }

  /** Those of them that were seen to log in there. */
  loggedInTo(portal: string | null): readonly string[] {
    return this.#bound
      .filter(({ origin, loggedIn }) => origin === portal && loggedIn !== false)
      .map(({ certificate }) => certificate);
  }

  /** Has the checks run once more, of the tab in front; resolves when the run has ended, with false where there was none. */
  async run(): Promise<boolean> {
    const since = Date.now();
    this.since = since;
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    const origin = siteOrigin(tab?.url);
    const front = tab?.id === undefined || origin === null ? null : { tab: tab.id, origin };
    let ran = true;
    try {
      checksRun.response.parse(
        await browser.runtime.sendMessage({ type: CHECKS_RUN, front, pdf: navigator.pdfViewerEnabled }),
      );
    } catch (error) {
      console.error('the checks did not run', error);
      ran = false;
    }
    // Begun anew meanwhile: that run's end is the one to show.
    if (this.since === since) this.since = null;
    await this.load();
    return ran;
  }
}
