import type { X509Certificate } from 'node:crypto';
import { type Account, mustChangePassword, requireStrongPassword } from './accounts.js';
import {
  ownerOf,
  readCertificate,
  requireIssuer,
  requireSignature,
  requireValidity,
  type SignatureDigest,
  uniqueIdOf,
} from './certificate.js';
import type { Challenges } from './challenges.js';
import type { CheckDurations, CheckName, EventLog, PortalEvent } from './events.js';
import type { Body } from './http.js';
import { Refusal } from './refusals.js';
import type { Session, Sessions } from './sessions.js';

export interface Office {
  readonly accounts: Map<string, Account>;
  /** Unique id of a certificate → number of the account it is bound to. */
  readonly bindings: Map<string, string>;
  readonly issuers: readonly X509Certificate[];
  readonly digest: SignatureDigest;
  readonly sessions: Sessions;
  readonly challenges: Challenges;
  readonly events: EventLog;
  now(): number;
}

export interface Reply {
  readonly body: object;
  /** The session that the browser is to keep from now on. */
  readonly session?: Session;
}

interface Call {
  readonly office: Office;
  readonly session: Session | null;
  readonly body: Body;
  /** Runs one check and notes how long it took. */
  check<T>(name: CheckName, run: () => T): T;
  readonly checks: CheckDurations;
}

interface Action {
  /** The event that a refusal records. */
  readonly refused?: Extract<PortalEvent, { reason: unknown }>['type'];
  run(call: Call): Reply;
}

export const ACTIONS: Readonly<Record<string, Action>> = {
  '/api/login': { refused: 'account-login-refused', run: accountLogin },
  '/api/password': { refused: 'password-refused', run: changePassword },
  '/api/ca/bind': { refused: 'bind-refused', run: bind },
  '/api/ca/random': { run: issueRandom },
  '/api/ca/login': { refused: 'ca-login-refused', run: caLogin },
  '/api/logout': { run: logout },
};

/** Runs one action of the portal. Throws the Refusal that it ends in, after recording it. */
export function runAction(action: Action, office: Office, session: Session | null, body: Body): Reply {
  const checks: CheckDurations = {};
  const check = <T>(name: CheckName, run: () => T): T => {
    const start = performance.now();
    try {
      return run();
    } finally {
      checks[name] = performance.now() - start;
    }
  };
  try {
    return action.run({ office, session, body, checks, check });
  } catch (error) {
    if (error instanceof Refusal && action.refused !== undefined) {
      office.events.record({ type: action.refused, reason: error.reason, time: office.now(), checks });
    }
    throw error;
  }
}

/** What the pages show of a login; refused when there is none. */
export function describeSession(office: Office, session: Session | null): object {
  const { account, way } = requireLogin(session);
  return {
    account: account.number,
    company: account.company,
    way,
    bound: [...office.bindings.values()].includes(account.number),
    mustChangePassword: mustChangePassword(account),
  };
}

function requireLogin(session: Session | null): NonNullable<Session['login']> {
  if (session?.login == null) throw new Refusal('not-logged-in');
  return session.login;
}

function accountLogin({ office, session, body, check, checks }: Call): Reply {
  const number = body.text('account', 32);
  const password = body.text('password', 64);
  const account = check('password', () => {
    const found = office.accounts.get(number);
    if (found?.password !== password) throw new Refusal('wrong-password');
    return found;
  });
  office.events.record({ type: 'account-login', account: number, time: office.now(), checks });
  return {
    body: { mustChangePassword: mustChangePassword(account) },
    session: office.sessions.open({ account, way: 'account' }, session),
  };
}

function changePassword({ office, session, body, check, checks }: Call): Reply {
  const { account } = requireLogin(session);
  const oldPassword = body.text('oldPassword', 64);
  const newPassword = body.text('newPassword', 64);
  check('password', () => {
    if (account.password !== oldPassword) throw new Refusal('wrong-old-password');
  });
  check('rule', () => requireStrongPassword(newPassword));
  account.password = newPassword;
  office.events.record({ type: 'password-changed', account: account.number, time: office.now(), checks });
  return { body: {} };
}

function bind(call: Call): Reply {
  const { office, session, body, check, checks } = call;
  const { account } = requireLogin(session);
  if (mustChangePassword(account)) throw new Refusal('must-change-password');
  if (body.text('vendor', 32) !== 'hebca') throw new Refusal('unknown-vendor');
  const certificate = checkCertificate(call);
  const uniqueId = uniqueIdOf(certificate);
  check('binding', () => {
    const holder = office.bindings.get(uniqueId);
    if (holder !== undefined && holder !== account.number) throw new Refusal('bound-elsewhere');
  });
  office.bindings.set(uniqueId, account.number);
  const owner = ownerOf(certificate);
  office.events.record({ type: 'bound', account: account.number, uniqueId, owner, time: office.now(), checks });
  return { body: { uniqueId, owner } };
}

function issueRandom({ office, session }: Call): Reply {
  const owner = session ?? office.sessions.open(null, null);
  return { body: { random: office.challenges.issue(owner) }, session: owner };
}

function caLogin(call: Call): Reply {
  const { office, session, body, check, checks } = call;
  const random = body.text('random', 128);
  const signature = body.text('signature', 8192);
  check('random', () => office.challenges.take(random, session));
  const certificate = checkCertificate(call);
  check('signature', () => requireSignature(certificate, office.digest, random, signature));
  const uniqueId = uniqueIdOf(certificate);
  const account = check('binding', () => {
    const found = office.accounts.get(office.bindings.get(uniqueId) ?? '');
    if (found === undefined) throw new Refusal('unbound');
    return found;
  });
  const owner = ownerOf(certificate);
  office.events.record({
    type: 'ca-login-accepted',
    account: account.number,
    uniqueId,
    owner,
    time: office.now(),
    checks,
  });
  return { body: { owner }, session: office.sessions.open({ account, way: 'ca' }, session) };
}

function checkCertificate({ office, body, check }: Call): X509Certificate {
  const base64 = body.text('certificate', 16_384);
  const certificate = check('certificate', () => readCertificate(base64));
  check('issuer', () => requireIssuer(certificate, office.issuers));
  check('validity', () => requireValidity(certificate, office.now()));
  return certificate;
}

function logout({ office, session }: Call): Reply {
  office.sessions.end(session);
  return { body: {} };
}
