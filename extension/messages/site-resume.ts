import * as z from 'zod/mini';
import { siteResume as method } from '../../shared/protocol/site-resume.js';
import { SITE_RESUME } from './names.js';
import { outcome } from './outcome.js';

/** The user's click on 立即恢复. */
export const siteResume = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(SITE_RESUME), ...method.params.shape }),
  response: outcome,
} as const;
