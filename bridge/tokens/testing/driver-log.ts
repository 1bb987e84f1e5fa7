import type { Log } from '../../ports.js';

type Fields = Readonly<Record<string, string | number | boolean>>;

/** Keeps what a driver logged; knows the process that runs. */
export class DriverLog implements Log {
  readonly events: { readonly name: string; readonly fields: Fields }[] = [];

  event(name: string, fields: Fields = {}): void {
    this.events.push({ name, fields });
  }

  count(name: string): number {
    return this.events.filter((event) => event.name === name).length;
  }

  /** Process id of the driver that was started last. */
  get pid(): number {
    const started = this.events.findLast((event) => event.name === 'driver.started');
    return Number(started?.fields.pid);
  }
}
