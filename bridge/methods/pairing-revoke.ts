import { success } from '../../shared/protocol/reasons.js';
import type { PairingBook } from '../pairing/book.js';
import type { Handler } from './handler.js';

export function pairingRevokeHandler(book: Pick<PairingBook, 'revoke'>): Handler<'pairing.revoke'> {
  return async ({ id }) => {
    const outcome = book.revoke(id);
    return outcome.ok ? success({}) : outcome;
  };
}
