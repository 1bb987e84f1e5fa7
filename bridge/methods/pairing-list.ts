import { success } from '../../shared/protocol/reasons.js';
import type { PairingBook } from '../pairing/book.js';
import type { Handler } from './handler.js';

export function pairingListHandler(book: Pick<PairingBook, 'list'>): Handler<'pairing.list'> {
  return async (_params, _ctx, _signal, client) =>
    success({ pairings: book.list().map((one) => ({ ...one, own: one.id === client.pairing })) });
}
