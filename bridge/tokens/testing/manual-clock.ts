import type { Clock } from '../../ports.js';

interface Timer {
  readonly ms: number;
  readonly run: () => void;
}

/** Time that passes only when a test says so, so no deadline strikes because the machine is busy. */
export class ManualClock implements Clock {
  private readonly timers = new Set<Timer>();
  private readonly waiting: { readonly ms: number; readonly found: (timer: Timer) => void }[] = [];

  now(): number {
    return 0;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { ms, run };
    this.timers.add(timer);
    const index = this.waiting.findIndex((wanted) => wanted.ms === ms);
    if (index >= 0) this.waiting.splice(index, 1)[0]?.found(timer);
    return () => this.timers.delete(timer);
  }

  /** Runs the timer of exactly `ms`, once there is one. */
  async fire(ms: number): Promise<void> {
    const set = [...this.timers].find((timer) => timer.ms === ms);
    const timer = set ?? (await new Promise<Timer>((found) => this.waiting.push({ ms, found })));
    this.timers.delete(timer);
    timer.run();
  }

  /** Whether a timer of exactly `ms` is set. */
  has(ms: number): boolean {
    return [...this.timers].some((timer) => timer.ms === ms);
  }
}
