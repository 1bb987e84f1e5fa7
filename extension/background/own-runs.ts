import type { SourceName } from '../checks/facts.js';
import { stateOf } from '../checks/result.js';
import type { ChecksRequest } from '../messages/checks-run.js';
import { siteOrigin } from '../origin.js';
import type { CheckRunner } from './checks.js';
import type { LinkEvent } from './link.js';

/** What a page of a site changes; the bridge is not asked. */
const OF_PAGES: readonly SourceName[] = ['site', 'page', 'popups'];
/** Pages load in bursts, as with frames and redirects. */
const LOADED_MS = 500;

export interface OwnRunsOptions {
  readonly checks: Pick<CheckRunner, 'run' | 'kept'>;
  /** The tab in front, as far as the browser tells. */
  readonly front: () => Promise<ChecksRequest['front']>;
  /** Origins of the sites that are served. */
  readonly enabled: () => Promise<ReadonlySet<string>>;
  /** Whether somebody needs the connection to the bridge. */
  readonly held: () => boolean;
}

/** The runs of the checks that nobody asks for: when something has happened that may change what they find. */
export class OwnRuns {
  readonly #options: OwnRunsOptions;
  #running: Promise<void> | null = null;
  #again = false;
  #loaded: ReturnType<typeof setTimeout> | null = null;

  constructor(options: OwnRunsOptions) {
    this.#options = options;
  }

  /** Something of the bridge has happened. */
  happened(event: LinkEvent): void {
    // A connection that rests is closed when nobody needs it; to look for the bridge then would keep it awake.
    const isLost = event === 'disconnected' && this.#options.held();
    if (isLost || event === 'token.changed' || event === 'pairing.revoked') this.soon();
  }

  /** The bridge is there. A run that has made the connection itself has seen it already. */
  async connected(): Promise<void> {
    await this.#running;
    const { results } = await this.#options.checks.kept();
    const program = results.find(({ id }) => id === 'program');
    if (!program || stateOf(program) !== 'good') this.soon();
  }

  /** A tab has loaded a page with that address, undefined where the browser does not let it be told. */
  async loaded(url: string | undefined): Promise<void> {
    const origin = siteOrigin(url);
    if (this.#loaded !== null || origin === null || !(await this.#options.enabled()).has(origin)) return;
    this.#loaded ??= setTimeout(() => {
      this.#loaded = null;
      void this.#run(OF_PAGES);
    }, LOADED_MS);
  }

  /** Runs them; once more after the run that is under way, however often it is asked for meanwhile. */
  soon(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (!this.#again) return;
      this.#again = false;
      this.soon();
    });
  }

  async #run(sources?: readonly SourceName[]): Promise<void> {
    try {
      await this.#options.checks.run({ front: await this.#options.front(), pdf: null }, sources);
    } catch (error) {
      console.warn('the checks did not run', error);
    }
  }
}

/** The tab in front with its site; null where the browser does not let it be told, or it is none. */
export async function frontTab(): Promise<ChecksRequest['front']> {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  const origin = siteOrigin(tab?.url);
  return tab?.id === undefined || origin === null ? null : { tab: tab.id, origin };
}
