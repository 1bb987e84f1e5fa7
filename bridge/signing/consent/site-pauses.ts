import type { Clock } from '../../ports.js';

/** Refusals by the user, with no agreement between, after which a site opens no window for a while. */
const REFUSALS = 3;
const PAUSE_MS = 10 * 60_000;
const MAX_SITES = 1_000;

interface Standing {
  readonly refusals: number;
  /** Milliseconds since the epoch; 0 where it is not paused. */
  readonly until: number;
}

/** Which sites the user has refused so often that they are not to ask again for now. By `siteScope`. */
export class SitePauses {
  private readonly bySite = new Map<string, Standing>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** The user closed or refused a window that the site had opened. */
  refused(site: string): void {
    const refusals = (this.bySite.get(site)?.refusals ?? 0) + 1;
    const paused = refusals >= REFUSALS;
    this.bySite.delete(site);
    this.bySite.set(site, paused ? { refusals: 0, until: this.clock.now() + PAUSE_MS } : { refusals, until: 0 });
    const [oldest] = this.bySite.keys();
    if (this.bySite.size > MAX_SITES && oldest !== undefined) this.bySite.delete(oldest);
  }

  /** The user agreed to something that the site asked, or wants the pause to end. */
  cleared(site: string): void {
    this.bySite.delete(site);
  }

  /** The end of the site's pause, in milliseconds since the epoch; null where it is not paused. */
  until(site: string): number | null {
    const until = this.bySite.get(site)?.until ?? 0;
    return this.clock.now() < until ? until : null;
  }
}
