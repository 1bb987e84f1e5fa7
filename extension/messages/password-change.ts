import * as z from 'zod/mini';
import { passwordChange as method } from '../../shared/protocol/password-change.js';
import { PASSWORD_CHANGE } from './names.js';
import { outcome } from './outcome.js';

/** The popup's wish to change a token's password, answered when the bridge's windows are done with it. */
export const passwordChange = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(PASSWORD_CHANGE), token: method.params.shape.token }),
  response: outcome,
} as const;
