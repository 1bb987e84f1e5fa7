import { addListener, apply, preventDefault, removeListener } from './primordials.js';

export const EVENT_TYPES = ['open', 'error', 'close', 'message'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/**
 * One event handler attribute (`onopen` …) of a target, by HTML's rules: it takes its place among the listeners when
 * it is first set, a replacement keeps the place, null gives it up.
 */
export class Handler {
  readonly #target: EventTarget;
  readonly #type: EventType;
  #value: object | null = null;

  constructor(target: EventTarget, type: EventType) {
    this.#target = target;
    this.#type = type;
  }

  get value(): object | null {
    return this.#value;
  }

  /** Takes anything: what is no object counts as null, what cannot be called is kept and not called. */
  set(value: unknown): void {
    const handler = typeof value === 'function' || typeof value === 'object' ? value : null;
    if (handler && !this.#value) addListener(this.#target, this.#type, this.#listener);
    if (!handler) removeListener(this.#target, this.#type, this.#listener);
    this.#value = handler;
  }

  readonly #listener = (event: Event): void => {
    const handler = this.#value;
    if (typeof handler === 'function' && apply(handler, this.#target, [event]) === false) preventDefault(event);
  };
}
