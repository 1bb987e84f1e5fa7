import type { RefusalReason } from './refusals.js';

export type CheckName =
  | 'password'
  | 'rule'
  | 'random'
  | 'certificate'
  | 'issuer'
  | 'validity'
  | 'signature'
  | 'binding';

/** Milliseconds that each check took; a check that was not reached is absent. */
export type CheckDurations = Partial<Record<CheckName, number>>;

type Outcome =
  | { readonly type: 'account-login' | 'password-changed'; readonly account: string }
  | {
      readonly type: 'bound' | 'ca-login-accepted';
      readonly account: string;
      readonly uniqueId: string;
      readonly owner: string;
    }
  | {
      readonly type: 'account-login-refused' | 'password-refused' | 'bind-refused' | 'ca-login-refused';
      readonly reason: RefusalReason;
    };

/** What the server decided. `time` is in milliseconds since the epoch. */
export type PortalEvent = { readonly time: number; readonly checks: CheckDurations } & Outcome;
export type PortalEventType = PortalEvent['type'];
export type PortalEventOf<T extends PortalEventType> = PortalEvent & { readonly type: T };

interface Waiter {
  readonly type: PortalEventType;
  resolve(event: PortalEvent): void;
  reject(error: Error): void;
}

export class EventLog {
  readonly all: PortalEvent[] = [];
  #unclaimed: PortalEvent[] = [];
  #waiters: Waiter[] = [];

  record(event: PortalEvent): void {
    this.all.push(event);
    const waiter = this.#waiters.find(({ type }) => type === event.type);
    if (waiter === undefined) this.#unclaimed.push(event);
    else waiter.resolve(event);
  }

  /**
   * The oldest event of this type that no earlier call was given, past ones included,
   * so that a test may start waiting before or after the click.
   * Rejects after `timeoutMs`, naming the events that did come.
   */
  waitFor<T extends PortalEventType>(type: T, timeoutMs = 30_000): Promise<PortalEventOf<T>> {
    const isWanted = (event: PortalEvent): event is PortalEventOf<T> => event.type === type;
    const past = this.#unclaimed.find(isWanted);
    if (past !== undefined) {
      this.#unclaimed = this.#unclaimed.filter((event) => event !== past);
      return Promise.resolve(past);
    }
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
      };
      const waiter: Waiter = {
        type,
        resolve: (event) => {
          settle();
          if (isWanted(event)) resolve(event);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        const seen = this.all.map((event) => ('reason' in event ? `${event.type} (${event.reason})` : event.type));
        waiter.reject(new Error(`no ${type} within ${timeoutMs} ms; seen: ${seen.join(', ') || 'nothing'}`));
      }, timeoutMs);
      this.#waiters.push(waiter);
    });
  }

  close(): void {
    for (const waiter of [...this.#waiters]) waiter.reject(new Error(`portal closed while waiting for ${waiter.type}`));
  }
}
