import { success } from '../../shared/protocol/reasons.js';
import type { PairingBook } from '../pairing/book.js';
import type { Handler } from './handler.js';

export function pairingRenameHandler(book: Pick<PairingBook, 'rename'>): Handler<'pairing.rename'> {
  return async ({ id, name }) => {
    const outcome = book.rename(id, name);
    return outcome.ok ? success({}) : outcome;
  };
}
