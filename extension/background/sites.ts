import * as z from 'zod/mini';
import type { Site, SiteStatus } from '../messages/site-status.js';
import { sitePattern } from '../origin.js';
import { readSitePolicy, type SitePolicy } from './site-policy.js';
import { readStoredSites, writeStoredSites } from './stored-sites.js';

export interface SitesOptions {
  /** Origins that are enabled by the package itself: the product has none. */
  readonly builtIn: () => Promise<ReadonlySet<string>>;
  /** Brings the browser and whatever is open in step with the enabled origins. */
  readonly apply: (enabled: ReadonlySet<string>) => Promise<void>;
  readonly tabs: OpenTabs;
  /** Called where the user has enabled or removed a site. */
  readonly changed?: () => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** The open tabs of a site that is enabled, as far as they have to be reloaded. */
export interface OpenTabs {
  toReload(origin: string): Promise<readonly number[]>;
  askToReload(tabs: readonly number[]): Promise<void>;
  reload(tabs: readonly number[]): Promise<void>;
}

/** How long after the user's click the browser's question may be answered. */
const INTENT_MS = 10 * 60_000;
/** In chrome.storage.session: the origin that the user chose in the popup, while the browser asks. */
const intentSchema = z.strictObject({ origin: z.string(), until: z.number() });

interface State {
  readonly builtIn: ReadonlySet<string>;
  readonly policy: SitePolicy;
  /** Set by the user or the administrator, whether or not the browser permits them. */
  readonly wanted: readonly string[];
  readonly enabled: ReadonlySet<string>;
}

/**
 * Which origins are served: those that the user has enabled or the administrator has preset, as far as the browser grants
 * its permission for exactly that origin now and the administrator does not forbid them.
 */
export class Sites {
  readonly #options: SitesOptions;
  #state: Promise<State> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SitesOptions) {
    this.#options = options;
  }

  async enabled(): Promise<ReadonlySet<string>> {
    return (await this.#read()).enabled;
  }

  /** Reads everything anew: after a start, or when permissions or settings have changed. Ends what is not enabled any more. */
  refresh(): Promise<void> {
    this.#state = null;
    return this.#inTurn(async () => {
      await this.#finishIntent();
      await this.#apply();
    });
  }

  /**
   * The user's click in the popup. Enables the origin if the browser's permission is there, and else as soon as it comes:
   * the browser's question may close the popup that asked it.
   */
  enable(origin: string): Promise<void> {
    return this.#inTurn(async () => {
      const until = this.#now() + INTENT_MS;
      await chrome.storage.session.set({ siteIntent: { origin, until } });
      await this.#finishIntent();
      await this.#apply();
    });
  }

  /** Ends the site's logins and takes its scripts and permission away. */
  remove(origin: string): Promise<void> {
    return this.#inTurn(async () => {
      if (isFixed(origin, await this.#read())) return;
      await chrome.storage.session.remove('siteIntent');
      await writeStoredSites((await readStoredSites()).filter((other) => other !== origin));
      await this.#apply();
      await chrome.permissions.remove({ origins: [sitePattern(origin)] });
      this.#options.changed?.();
    });
  }

  /** Reloads the site's tabs that are not served yet. */
  async reload(origin: string): Promise<void> {
    if ((await this.enabled()).has(origin)) await this.#options.tabs.reload(await this.#options.tabs.toReload(origin));
  }

  /** After an update of the extension: the scripts in open pages are those of the former version. */
  async updated(): Promise<void> {
    await this.refresh();
    for (const origin of await this.enabled()) await this.#askToReload(origin);
  }

  /** How an origin stands, and all that are set. */
  async status(origin: string | null): Promise<SiteStatus> {
    const state = await this.#read();
    const by = (site: string): Site['by'] => (isFixed(site, state) ? 'administrator' : 'user');
    const sites = state.wanted.map((site) => ({ origin: site, by: by(site), enabled: state.enabled.has(site) }));
    if (origin === null) return { site: null, sites };
    const standing = standingOf(origin, state);
    const toReload = standing === 'enabled' ? (await this.#options.tabs.toReload(origin)).length : 0;
    return { site: { origin, standing, by: by(origin), toReload }, sites };
  }

  async #finishIntent(): Promise<void> {
    const { siteIntent } = await chrome.storage.session.get('siteIntent');
    const intent = intentSchema.safeParse(siteIntent).data;
    if (!intent) return;
    const { origin, until } = intent;
    const forbidden = (await readSitePolicy()).forbids(origin);
    if (forbidden || until < this.#now()) return chrome.storage.session.remove('siteIntent');
    if (!(await isPermitted(origin))) return;
    const stored = await readStoredSites();
    if (!stored.includes(origin)) await writeStoredSites([...stored, origin]);
    await chrome.storage.session.remove('siteIntent');
    await this.#apply();
    await this.#askToReload(origin);
    this.#options.changed?.();
  }

  async #askToReload(origin: string): Promise<void> {
    await this.#options.tabs.askToReload(await this.#options.tabs.toReload(origin));
  }

  async #apply(): Promise<void> {
    this.#state = null;
    await this.#options.apply(await this.enabled());
  }

  #read(): Promise<State> {
    this.#state ??= this.#compute();
    return this.#state;
  }

  async #compute(): Promise<State> {
    const [builtIn, policy, stored] = await Promise.all([this.#options.builtIn(), readSitePolicy(), readStoredSites()]);
    const wanted = [...new Set([...builtIn, ...policy.presets, ...stored])];
    const permitted = await Promise.all(wanted.map(async (site) => builtIn.has(site) || (await isPermitted(site))));
    const enabled = new Set(wanted.filter((site, index) => permitted[index] && !policy.forbids(site)));
    return { builtIn, policy, wanted, enabled };
  }

  /** One change at a time: two at once would register the same script twice, or lose a site. */
  #inTurn(run: () => Promise<void>): Promise<void> {
    // A run that fails tells its own caller; the next one starts all the same.
    const turn = this.#last.then(run, run);
    this.#last = turn;
    return turn;
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

function isFixed(origin: string, { builtIn, policy }: State): boolean {
  return builtIn.has(origin) || policy.presets.has(origin);
}

function standingOf(origin: string, { policy, enabled, wanted }: State): Site['standing'] {
  if (enabled.has(origin)) return 'enabled';
  if (!policy.readable) return 'policyUnreadable';
  if (policy.forbids(origin)) return 'forbidden';
  return wanted.includes(origin) ? 'ungranted' : 'off';
}

function isPermitted(origin: string): Promise<boolean> {
  return chrome.permissions.contains({ origins: [sitePattern(origin)] });
}
