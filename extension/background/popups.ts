import type * as z from 'zod/mini';
import { displayOrigin } from '../../shared/text/display.js';
import type { Language } from '../../shared/text/language.js';
import { POPUPS_TEXT } from '../../shared/text/popups.js';
import type { PopupsAllowed } from '../messages/popups-allow.js';
import type { PopupsAllowedHere } from '../messages/popups-allow-here.js';
import type { PopupsReported, popupsReport } from '../messages/popups-report.js';
import type { PopupFacts } from '../messages/popups-state.js';
import { sitePattern } from '../origin.js';
import { readStoredPopups, writeStoredPopups } from './stored-popups.js';

export interface PopupsOptions {
  readonly enabled: () => Promise<ReadonlySet<string>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

type Report = Pick<z.infer<typeof popupsReport.request>, 'what' | 'to'>;

/**
 * Lets enabled sites open windows, each on the user's click. The browser knows only whether a site may now, not by whom: so what we
 * have set is kept in chrome.storage.local, and of a site that may already nothing is set, and nothing undone later.
 */
export class Popups {
  readonly #options: PopupsOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: PopupsOptions) {
    this.#options = options;
  }

  /** How the browser's setting stands for an origin, and what was seen there since the browser's start. */
  async facts(origin: string): Promise<PopupFacts> {
    const keys = { blocked: evidenceKey('blocked', origin), closed: evidenceKey('closed', origin) };
    const [setting, ours, seen] = await Promise.all([
      settingOf(origin),
      readStoredPopups(),
      chrome.storage.session.get([keys.blocked, keys.closed]),
    ]);
    return {
      setting,
      byUs: setting === 'allow' && ours?.includes(origin) === true,
      blockedAt: timeIn(seen, keys.blocked),
      closedAt: timeIn(seen, keys.closed),
    };
  }

  /** The user's click. Nothing is changed where the site may open windows already. */
  allow(origin: string): Promise<PopupsAllowed> {
    return this.#inTurn(async () => {
      if (!(await this.#options.enabled()).has(origin)) return { ok: false, reason: 'site.notEnabled' };
      if ((await settingOf(origin)) === 'allow') return { ok: true };
      const before = (await readStoredPopups()) ?? [];
      // First, so that nothing is ever set that is not undone.
      await writeStoredPopups([...before.filter((other) => other !== origin), origin]);
      let setting: PopupFacts['setting'] = 'unknown';
      try {
        await set(origin);
        setting = await settingOf(origin);
      } catch (error) {
        console.warn('the browser does not take the setting for windows', error);
      }
      if (setting === 'allow') return { ok: true };
      await this.#replace(before);
      // Only what is known to hold against ours is an administrator's.
      return { ok: false, reason: setting === 'block' ? 'popups.fixed' : 'popups.notSet' };
    });
  }

  /** Takes back what we have allowed to sites that are not enabled any more, and forgets what was seen there. */
  keep(enabled: ReadonlySet<string>): Promise<void> {
    return this.#inTurn(async () => {
      const stored = await readStoredPopups();
      const kept = (stored ?? []).filter((origin) => enabled.has(origin));
      if (stored?.length !== kept.length) await this.#replace(kept);
      // The browser may have forgotten them with an update of the extension.
      else for (const origin of kept) await set(origin);
      const seen = Object.keys(await chrome.storage.session.get(null));
      const stale = seen.filter((key) => {
        const origin = originIn(key);
        return origin !== null && !enabled.has(origin);
      });
      await chrome.storage.session.remove(stale);
    });
  }

  /** Notes what a page of an enabled site says of its window, and answers what to show there. */
  async report(origin: string, { what, to }: Report, language: Language): Promise<PopupsReported> {
    // A null that is none of the browser's blocking, as in a sandboxed frame, is no evidence of it.
    if (what === 'blocked' && (await settingOf(origin)) !== 'block') return { bar: null };
    await chrome.storage.session.set({ [evidenceKey(what, origin)]: this.#options.now() });
    if (what === 'closed') return { bar: null };
    const { blocked, allow, close } = POPUPS_TEXT[language];
    return { bar: { ...blocked(to === null ? null : displayOrigin(to)), allow, close } };
  }

  /** `allow` for a click on the page itself, answered in words for it. */
  async allowHere(origin: string, language: Language): Promise<PopupsAllowedHere> {
    const { again, closedAtOnce, fixed, notSet } = POPUPS_TEXT[language];
    const allowed = await this.allow(origin);
    if (allowed.ok) return { refused: null, again, closedAtOnce };
    return { refused: allowed.reason === 'popups.fixed' ? fixed : notSet, again, closedAtOnce };
  }

  /** The browser can forget all that we have set, but no single one of it. */
  async #replace(origins: readonly string[]): Promise<void> {
    await chrome.contentSettings.popups.clear({});
    for (const origin of origins) await set(origin);
    await writeStoredPopups(origins);
  }

  /** One change at a time: two at once would lose one. */
  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    // A run that fails tells its own caller; the next one starts all the same.
    const turn = this.#last.then(run, run);
    this.#last = turn;
    return turn;
  }
}

async function set(origin: string): Promise<void> {
  await chrome.contentSettings.popups.set({ primaryPattern: sitePattern(origin), setting: 'allow' });
}

async function settingOf(origin: string): Promise<PopupFacts['setting']> {
  try {
    const { setting } = await chrome.contentSettings.popups.get({ primaryUrl: `${origin}/` });
    return setting === 'allow' ? 'allow' : 'block';
  } catch (error) {
    console.warn('the browser does not tell its setting for windows', error);
    return 'unknown';
  }
}

/** In chrome.storage.session: when it was last seen. */
function evidenceKey(what: Report['what'], origin: string): string {
  return `popups.${what} ${origin}`;
}

function originIn(key: string): string | null {
  return /^popups\.\w+ (.+)$/.exec(key)?.[1] ?? null;
}

function timeIn(values: Record<string, unknown>, key: string): number | null {
  const time = values[key];
  return typeof time === 'number' ? time : null;
}
