import { success } from '../../shared/protocol/reasons.js';
import type { Signing } from '../signing/signing.js';
import type { Handler } from './handler.js';

export function passwordChangeHandler(signing: Pick<Signing, 'changePassword'>): Handler<'password.change'> {
  return async ({ token }, _, signal) => {
    const outcome = await signing.changePassword(token, signal);
    return outcome.ok ? success({}) : outcome;
  };
}
