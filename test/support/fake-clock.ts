import type { Clock } from '../../bridge/ports.js';

/** A clock that tests turn by hand. */
export class FakeClock implements Clock {
  private time: number;
  private timers: { readonly at: number; readonly run: () => void }[] = [];

  constructor(start = Date.UTC(2026, 10, 24, 1)) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass as on a computer that sleeps: nothing that falls due runs. */
  sleep(ms: number): void {
    this.time += ms;
  }

  /** Lets time pass and runs what falls due, in order. */
  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const [next] = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.time = next.at;
      next.run();
    }
    this.time = end;
  }
}
