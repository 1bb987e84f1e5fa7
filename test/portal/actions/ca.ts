import type { X509Certificate } from 'node:crypto';
import { mustChangePassword } from '../accounts.js';
import type { Standing } from '../business/records.js';
import {
  ownerOf,
  readCertificate,
  requireIssuer,
  requireSignature,
  requireValidity,
  uniqueIdOf,
} from '../certificate.js';
import { type Actions, type Call, type Reply, requireLogin } from '../office.js';
import { Refusal } from '../refusals.js';

/** CA绑定 and CA登录. */
export const CA_ACTIONS: Actions = {
  '/api/ca/bind': { refused: 'bind-refused', run: bind },
  '/api/ca/random': { run: issueRandom },
  '/api/ca/login': { refused: 'ca-login-refused', run: caLogin },
};

/**
 * How the unit may act: by CA only what a certificate bound to it has signed, which is `text` in UTF-8;
 * by account, without a signature.
 */
export function requireStanding(call: Call, text: string): Standing {
  const { office, session, body, check } = call;
  const { account, way } = requireLogin(session);
  if (way === 'account') return { way, seal: false };
  const signature = body.text('signature', 8192);
  const certificate = checkCertificate(call);
  const uniqueId = uniqueIdOf(certificate);
  check('binding', () => {
    if (office.bindings.get(uniqueId) !== account.number) throw new Refusal('not-bound');
  });
  check('signature', () => requireSignature(certificate, office.digest, text, signature));
  return { way, seal: !office.withoutSeal.has(uniqueId) };
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
  return { body: { owner }, session: office.sessions.open({ account, way: 'ca', uniqueId }, session) };
}

function checkCertificate({ office, body, check }: Call): X509Certificate {
  const base64 = body.text('certificate', 16_384);
  const certificate = check('certificate', () => readCertificate(base64));
  check('issuer', () => requireIssuer(certificate, office.issuers));
  check('validity', () => requireValidity(certificate, office.now()));
  return certificate;
}
