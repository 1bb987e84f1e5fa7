const CHINA_OFFSET_MS = 8 * 3_600_000;

/** Date and time in China of milliseconds since the epoch, as `2019-11-16 09:00:00`. */
export function chinaTime(ms: number): string {
  return new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** The time that the portal's business goes by, in China's zone; it runs on with `system` from wherever it is set. */
export class BusinessClock {
  #shift = 0;
  readonly #listeners: (() => void)[] = [];

  /** `system` gives milliseconds since the epoch. */
  constructor(private readonly system: () => number = Date.now) {}

  /** Milliseconds since the epoch. */
  now(): number {
    return this.system() + this.#shift;
  }

  /** Takes China's time as `2019-11-16T09:00`. */
  set(time: string): void {
    const wanted = Date.parse(`${time}${time.length === 16 ? ':00' : ''}+08:00`);
    if (Number.isNaN(wanted)) throw new RangeError(`not a time like 2019-11-16T09:00: ${time}`);
    this.#shift = wanted - this.system();
    this.#moved();
  }

  advance(ms: number): void {
    this.#shift += ms;
    this.#moved();
  }

  /** Calls `listener` whenever the clock is set or advanced. */
  onMove(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** China's date and time, as `2019-11-16 09:00:00`. */
  text(): string {
    return chinaTime(this.now());
  }

  /** As `2019-11-16`. */
  today(): string {
    return this.text().slice(0, 10);
  }

  /** As `201911`. */
  currentPeriod(): string {
    return this.today().slice(0, 7).replace('-', '');
  }

  #moved(): void {
    for (const listener of this.#listeners) listener();
  }
}
