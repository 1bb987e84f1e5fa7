import type { ListedPairing } from '../../shared/protocol/pairing-list.js';
import { failure, type Result } from '../../shared/protocol/reasons.js';
import type { PairingStore } from './store.js';

/** A pairing that the proof of a connection may be for. */
interface ProvablePairing {
  readonly id: string;
  readonly bridge: string;
  readonly secret: Buffer;
  readonly extension?: string;
}

/** All pairings in force: those that the user made, and those of the administrator, which are fixed. */
export class PairingBook {
  constructor(
    private readonly fixed: readonly ProvablePairing[],
    private readonly store: PairingStore,
    /** Ids of the pairings that are connected. */
    private readonly connected: () => ReadonlySet<string>,
  ) {}

  inForce(): readonly ProvablePairing[] {
    const { bridge } = this.store;
    return [...this.fixed, ...this.store.all().map(({ id, secret, extension }) => ({ id, bridge, secret, extension }))];
  }

  list(): ListedPairing[] {
    const connected = this.connected();
    return [
      ...this.store.all().map(({ id, name, created }) => ({ id, name, created, fixed: false })),
      ...this.fixed.map(({ id }) => ({ id, name: id, created: null, fixed: true })),
    ].map((one) => ({ ...one, connected: connected.has(one.id) }));
  }

  rename(id: string, name: string): Result<void> {
    return this.isFixed(id) ? failure('pairing.fixed') : this.store.rename(id, name);
  }

  revoke(id: string): Result<void> {
    return this.isFixed(id) ? failure('pairing.fixed') : this.store.revoke(id);
  }

  private isFixed(id: string): boolean {
    return this.fixed.some((one) => one.id === id);
  }
}
