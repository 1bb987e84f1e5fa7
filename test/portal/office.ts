import type { X509Certificate } from 'node:crypto';
import type { Account } from './accounts.js';
import type { Answers } from './answers.js';
import type { Business } from './business/business.js';
import type { BusinessClock } from './business/clock.js';
import type { SignatureDigest } from './certificate.js';
import type { Challenges } from './challenges.js';
import type { CheckDurations, CheckName, EventLog, PortalEvent } from './events.js';
import type { Body } from './http.js';
import { Refusal } from './refusals.js';
import type { Login, Session, Sessions } from './sessions.js';

/** Everything that the portal keeps. */
export interface Office {
  readonly accounts: Map<string, Account>;
  /** Unique id of a certificate → number of the account it is bound to. */
  readonly bindings: Map<string, string>;
  /** Unique ids of the certificates that hold no seal. */
  readonly withoutSeal: Set<string>;
  readonly issuers: readonly X509Certificate[];
  readonly digest: SignatureDigest;
  readonly sessions: Sessions;
  readonly challenges: Challenges;
  readonly events: EventLog;
  readonly clock: BusinessClock;
  /** The business of an account's unit. */
  business(account: Account): Business;
  now(): number;
}

export interface Reply {
  readonly body: object;
  /** The session that the browser is to keep from now on. */
  readonly session?: Session;
}

export interface Call {
  readonly office: Office;
  readonly session: Session | null;
  /** The JSON that was sent; for an action that takes a file, its address's query. */
  readonly body: Body;
  /** The file that was sent; empty for other actions. */
  readonly file: Buffer;
  /** Runs one check and notes how long it took. */
  check<T>(name: CheckName, run: () => T): T;
  readonly checks: CheckDurations;
}

export interface Action {
  /** The event that a refusal records. */
  readonly refused?: Extract<PortalEvent, { reason: unknown }>['type'];
  /** For an action that takes a file: how many bytes at most. */
  readonly fileBytes?: number;
  run(call: Call): Reply | Promise<Reply>;
}

export type Actions = Readonly<Record<string, Action>>;

/** The reply of the action at an address. */
export function answer<A extends keyof Answers>(body: Answers[A]): Reply {
  return { body };
}

export function requireLogin(session: Session | null): Login {
  if (session?.login == null) throw new Refusal('not-logged-in');
  return session.login;
}

/** The business of the unit that is logged in. */
export function requireBusiness({ office, session }: Pick<Call, 'office' | 'session'>): Business {
  return office.business(requireLogin(session).account);
}
