import type { Client, Context } from '../context.js';

/** A tab of a site in one browser. */
export type TabPlace = Pick<Context, 'pairing' | 'client' | 'origin' | 'tab'>;

interface Binding {
  readonly client: string;
  /** Id of the certificate that the tab has logged in with. */
  readonly certificate: string;
  /** Id of another one that it asked for last. */
  readonly wanted: string | null;
}

const MAX_TABS = 500;

/**
 * Which certificate a tab has logged in with: another one does not sign for it until the user says so. A page that has
 * several tokens within reach cannot change the company in the midst of its work.
 */
export class TabBindings {
  private readonly byTab = new Map<string, Binding>();
  /** The run of each browser, by `clientKey`. */
  private readonly runs = new Map<string, string>();

  get(place: TabPlace): Omit<Binding, 'client'> | null {
    return this.byTab.get(key(place)) ?? null;
  }

  /** Whether the tab may use the certificate; one that it may not is kept as the one that it wants. */
  allows(place: TabPlace, certificate: string): boolean {
    const binding = this.byTab.get(key(place));
    if (!binding || binding.certificate === certificate) return true;
    this.byTab.set(key(place), { ...binding, wanted: certificate });
    return false;
  }

  /** The tab was let use the certificate; the first one stays, and another that was wanted before is no more. */
  used(place: TabPlace, certificate: string): void {
    const bound = this.byTab.get(key(place))?.certificate ?? certificate;
    if (bound === certificate) this.put(place, certificate);
  }

  /** Binds the tab to the certificate that it wanted. False where it wanted another one, or none. */
  rebind(place: TabPlace, certificate: string): boolean {
    if (this.byTab.get(key(place))?.wanted !== certificate) return false;
    this.put(place, certificate);
    return true;
  }

  /** Forgets the tabs of the browser's runs before this one. */
  browserRuns(client: Client, run: string): void {
    const name = clientKey(client);
    if (this.runs.get(name) === run) return;
    this.runs.set(name, run);
    this.forget((binding) => binding.client === name);
  }

  pairingRevoked(pairing: string): void {
    const isOf = (client: string): boolean => (JSON.parse(client) as unknown[])[0] === pairing;
    this.forget((binding) => isOf(binding.client));
    for (const client of this.runs.keys()) if (isOf(client)) this.runs.delete(client);
  }

  private forget(matches: (binding: Binding) => boolean): void {
    for (const [tab, binding] of this.byTab) if (matches(binding)) this.byTab.delete(tab);
  }

  private put(place: TabPlace, certificate: string): void {
    const tab = key(place);
    this.byTab.delete(tab);
    this.byTab.set(tab, { client: clientKey(place), certificate, wanted: null });
    const [oldest] = this.byTab.keys();
    if (this.byTab.size > MAX_TABS && oldest !== undefined) this.byTab.delete(oldest);
  }
}

function key({ pairing, client, origin, tab }: TabPlace): string {
  return JSON.stringify([pairing, client, origin, tab]);
}

function clientKey({ pairing, client }: Client): string {
  return JSON.stringify([pairing, client]);
}
