import type { Build } from './support/build.js';

/** Thrown by an attack that got what it was after; whatever else goes wrong throws something else, and proves nothing. */
export class AttackSucceeded extends Error {
  override readonly name = 'AttackSucceeded';
}

/** Ends the attack with success where it got what it was after. */
export function gotIf(gained: boolean, what: string): void {
  if (gained) throw new AttackSucceeded(what);
}

/** An edit of the product's source. */
export interface Mutation {
  /** From the root. */
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

/** A line of defence, and the product without it. */
export interface Defence {
  readonly what: string;
  readonly without: readonly Mutation[];
}

export interface Attack {
  /** What the attacker does. */
  readonly what: string;
  /** Attacks that build of the product. Resolves where it was repelled, rejects with AttackSucceeded. */
  readonly run: (build: Build) => Promise<void>;
  /** Each of them alone lets the attack through where it is missing. */
  readonly defences: readonly Defence[];
  /** Runs in Chromium. */
  readonly inBrowser?: true;
  /** Why it cannot be tried on this machine; null where it can. */
  readonly hindrance?: () => string | null;
}

interface Row {
  /** Stays, whatever becomes of the title. */
  readonly id: string;
  readonly title: string;
}

/** A threat is attacked, or it waits for a part of the product that is not there yet. */
export type Threat = Row & ({ readonly attacks: readonly Attack[] } | { readonly waitsFor: string });
