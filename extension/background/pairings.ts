import type { Outcome } from '../messages/outcome.js';
import type { PairingsListed } from '../messages/pairing-list.js';
import { forgetPairing, loadPairing } from '../pairing/stored.js';
import type { Link } from './link.js';

type Caller = Pick<Link<unknown>, 'call'>;

/** The browsers that the bridge is connected with. */
export async function listPairings(link: Caller): Promise<PairingsListed> {
  const listed = await link.call('pairing.list', {});
  return listed.ok ? { ok: true, value: listed.value.pairings } : { ok: false, reason: listed.reason };
}

export async function renamePairing(id: string, name: string, link: Caller): Promise<Outcome> {
  const renamed = await link.call('pairing.rename', { id, name });
  return renamed.ok ? { ok: true } : { ok: false, reason: renamed.reason };
}

/** Ends a pairing; null is our own. */
export async function revokePairing(id: string | null, link: Caller): Promise<Outcome> {
  const own = await loadPairing();
  if (id === null && own === 'pairing.unreadable') return { ok: false, reason: own };
  const ownId = typeof own === 'string' ? null : own.id;
  const wanted = id ?? ownId;
  const revoked = wanted === null ? null : await link.call('pairing.revoke', { id: wanted });
  if (wanted === ownId) {
    // With the secret gone nothing is left of it here; the bridge may have ended the connection before its answer.
    await forgetPairing();
    return { ok: true };
  }
  return revoked?.ok === false ? { ok: false, reason: revoked.reason } : { ok: true };
}
