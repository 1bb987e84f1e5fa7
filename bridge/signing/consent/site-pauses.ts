import type { Clock } from '../../ports.js';

/** Refusals by the user, with no agreement between, after which a site opens no window for a while. */
const REFUSALS = 3;
/** The same for windows that a page has taken back, as pages do that are reloaded or closed. */
const WITHDRAWALS = 8;
const PAUSE_MS = 10 * 60_000;
const MAX_SITES = 1_000;

interface Standing {
  readonly refusals: number;
  readonly withdrawals: number;
  /** Since when it is paused, in milliseconds since the epoch; null where it is not. */
  readonly since: number | null;
}

const NOTHING: Standing = { refusals: 0, withdrawals: 0, since: null };

/** Which sites the user has refused so often that they are not to ask again for now. By `siteScope`. */
export class SitePauses {
  private readonly bySite = new Map<string, Standing>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** The user closed or refused a window that the site had opened. */
  refused(site: string): void {
    const standing = this.standing(site);
    this.count(site, { ...standing, refusals: standing.refusals + 1 });
  }

  /** The page took back a window that it had opened: one that goes on so would keep the screen flickering. */
  withdrawn(site: string): void {
    const standing = this.standing(site);
    this.count(site, { ...standing, withdrawals: standing.withdrawals + 1 });
  }

  /** The user agreed to something that the site asked, or wants the pause to end. */
  cleared(site: string): void {
    this.bySite.delete(site);
  }

  /** The end of the site's pause, in milliseconds since the epoch; null where it is not paused. */
  until(site: string): number | null {
    const { since } = this.standing(site);
    if (since === null) return null;
    // A clock that was set back ends the pause rather than makes it endless.
    const passed = this.clock.now() - since;
    return passed >= 0 && passed < PAUSE_MS ? since + PAUSE_MS : null;
  }

  private standing(site: string): Standing {
    return this.bySite.get(site) ?? NOTHING;
  }

  private count(site: string, standing: Standing): void {
    const paused = standing.refusals >= REFUSALS || standing.withdrawals >= WITHDRAWALS;
    this.bySite.delete(site);
    this.bySite.set(site, paused ? { ...NOTHING, since: this.clock.now() } : standing);
    const [oldest] = this.bySite.keys();
    if (this.bySite.size > MAX_SITES && oldest !== undefined) this.bySite.delete(oldest);
  }
}
