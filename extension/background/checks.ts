import { CHECK_IDS, type CheckId } from '../../shared/text/checks/codes.js';
import type { Facts, SourceName } from '../checks/facts.js';
import { CHECKS } from '../checks/index.js';
import { type CheckResult, judge } from '../checks/result.js';
import { readBoth, readChecks, type StoredChecks, storedForm, withResults } from '../checks/stored.js';
import type { ChecksRequest, ChecksRun } from '../messages/checks-run.js';

/** Where each of the facts comes from. What rejects, or takes too long, is not known. */
export type Sources = {
  readonly [S in SourceName]: (request: ChecksRequest, site: Promise<Facts['site']>) => Promise<Facts[S]>;
};

export interface CheckRunnerOptions {
  readonly sources: Sources;
  readonly local: Pick<chrome.storage.StorageArea, 'get' | 'set'>;
  /** For what is never to be on disk. */
  readonly session: Pick<chrome.storage.StorageArea, 'get' | 'set'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called with all findings whenever some are new. */
  readonly found: (results: readonly CheckResult[]) => void;
}

/** Milliseconds until a source counts as silent. The bridge may have to start a token's driver first. */
const LIMIT_MS: Readonly<Record<SourceName, number>> = {
  browser: 2_000,
  bridge: 20_000,
  environment: 10_000,
  site: 4_000,
  page: 6_000,
  popups: 6_000,
  bound: 6_000,
  record: 4_000,
};
const SOURCE_NAMES = Object.keys(LIMIT_MS) as readonly SourceName[];
const NOTHING_KNOWN: Omit<Facts, 'now'> = {
  browser: null,
  bridge: null,
  environment: null,
  site: null,
  page: null,
  popups: null,
  bound: null,
  record: null,
};

/** Runs the environment checks: everything is asked for at once, and each check is judged as soon as what it needs is there. */
export class CheckRunner {
  readonly #options: CheckRunnerOptions;
  #kept: Promise<StoredChecks> | null = null;
  #runs = 0;
  /** The number of the run that has judged a check last. */
  readonly #judgedBy = new Map<CheckId, number>();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(options: CheckRunnerOptions) {
    this.#options = options;
  }

  /**
   * Resolves with all findings when every source has answered or taken too long. Of some sources alone, the checks are run that
   * need no other.
   */
  async run(request: ChecksRequest, sources = SOURCE_NAMES): Promise<readonly CheckResult[]> {
    this.#runs += 1;
    const run = this.#runs;
    let facts: Facts = { ...NOTHING_KNOWN, now: this.#options.now() };
    const waiting = new Set<SourceName>(SOURCE_NAMES);
    const isWhole = sources === SOURCE_NAMES;
    const site = this.#ask('site', request, Promise.resolve(null));
    await Promise.all(
      sources.map(async (name) => {
        const value = await (name === 'site' ? site : this.#ask(name, request, site));
        facts = { ...facts, [name]: value, now: this.#options.now() };
        waiting.delete(name);
        // One that still waits for another source keeps what it found before.
        const ready = CHECK_IDS.filter((id) => {
          const { needs } = CHECKS[id];
          // A run that began earlier may hear of the bridge later, and of how it was before.
          if ((this.#judgedBy.get(id) ?? 0) > run) return false;
          // What only a page is told of stays as it was found.
          if (id === 'pdf' && request.pdf === null) return false;
          return needs.includes(name) && needs.every((each) => sources.includes(each) && !waiting.has(each));
        });
        for (const id of ready) this.#judgedBy.set(id, run);
        if (ready.length > 0)
          await this.#keep(
            ready.map((id) => judge(id, facts)),
            isWhole,
          );
      }),
    );
    return (await this.kept()).results;
  }

  /** What was found last. */
  kept(): Promise<StoredChecks> {
    const { local, session } = this.#options;
    this.#kept ??= Promise.all([local.get('checks'), session.get('checks')])
      .then(([written, here]) => readBoth(written.checks, here.checks))
      .catch((error: unknown) => {
        console.warn('what was found before cannot be read', error);
        return readChecks(undefined);
      });
    return this.#kept;
  }

  async #ask<S extends SourceName>(
    name: S,
    request: ChecksRequest,
    site: Promise<Facts['site']>,
  ): Promise<Facts[S] | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), LIMIT_MS[name]);
    });
    try {
      return await Promise.race([this.#options.sources[name](request, site), late]);
    } catch (error) {
      console.warn(`the checks could not be told of: ${name}`, error);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** `isWhole`: of a run of all checks, whose end is told. */
  async #keep(fresh: readonly CheckResult[], isWhole: boolean): Promise<void> {
    const now = this.#options.now();
    // Each goes on from the one before, whichever is written first.
    const next = this.kept().then((before) => withResults(before, fresh, isWhole ? now : before.at));
    this.#kept = next;
    const stored = await next;
    this.#options.found(stored.results);
    const { local, session } = this.#options;
    const written = this.#writing.then(() =>
      Promise.all([
        session.set({ checks: storedForm(stored, 'session') }),
        local.set({ checks: storedForm(stored, 'local') }),
      ]),
    );
    this.#writing = written.catch((error: unknown) => console.warn('the findings cannot be kept', error));
    await this.#writing;
  }
}

/** All findings, as our own pages are told them. */
export async function runChecks(request: ChecksRequest, runner: Pick<CheckRunner, 'run'>): Promise<ChecksRun> {
  return { results: (await runner.run(request)).map((result) => ({ ...result, facts: { ...result.facts } })) };
}
