import type { Clock } from '../ports.js';

interface Attended {
  readonly socket: string;
  readonly controller: AbortController;
  /** Each takes a listener off a connection. */
  readonly leave: (() => void)[];
  waiting: number;
  forgetGrace: (() => void) | undefined;
}

/** How long an operation goes on with nobody waiting: a service worker is back well within it. */
const GRACE_MS = 15_000;

/**
 * Keeps an operation going while somebody waits for it. When the connection that asked is lost the
 * operation gets a grace, in which the same request may come again over a new connection.
 */
export class Attendance {
  private readonly attended = new Map<string, Attended>();

  constructor(private readonly clock: Clock) {}

  /** Begins an operation; its signal aborts when its socket is closed or nobody waits any more. */
  begin(key: string, socket: string): AbortSignal {
    const controller = new AbortController();
    this.attended.set(key, { socket, controller, leave: [], waiting: 0, forgetGrace: undefined });
    return controller.signal;
  }

  end(key: string): void {
    const operation = this.attended.get(key);
    operation?.forgetGrace?.();
    for (const leave of operation?.leave ?? []) leave();
    this.attended.delete(key);
  }

  /** Counts a waiter of that page socket's operation until `connection` aborts. */
  wait(key: string, socket: string, connection: AbortSignal): void {
    const operation = this.attended.get(key);
    if (operation?.socket !== socket) return;
    operation.waiting += 1;
    operation.forgetGrace?.();
    const leave = (): void => {
      operation.waiting -= 1;
      if (operation.waiting > 0) return;
      operation.forgetGrace = this.clock.after(GRACE_MS, () => operation.controller.abort());
    };
    connection.addEventListener('abort', leave, { once: true });
    operation.leave.push(() => connection.removeEventListener('abort', leave));
  }

  /** Aborts what the given page socket has under way. */
  abortSocket(socket: string): void {
    this.abortWhere((other) => other === socket);
  }

  abortWhere(matches: (socket: string) => boolean): void {
    for (const operation of this.attended.values()) {
      if (matches(operation.socket)) operation.controller.abort();
    }
  }
}
