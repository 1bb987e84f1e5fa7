import * as z from 'zod/mini';
import { isSiteOrigin } from '../origin.js';
import { POPUPS_ALLOW } from './names.js';

/** The user's click: has the browser let an enabled site open windows (pop-ups) until the site is removed. */
export const popupsAllow = {
  sender: 'own',
  request: z.strictObject({
    type: z.literal(POPUPS_ALLOW),
    origin: z.string().check(z.maxLength(300), z.refine(isSiteOrigin)),
  }),
  response: z.union([
    z.strictObject({ ok: z.literal(true) }),
    z.strictObject({
      ok: z.literal(false),
      /** `popups.fixed`: the administrator's settings hold; `popups.notSet`: the browser refused the setting, or does not tell it. */
      reason: z.enum(['site.notEnabled', 'popups.fixed', 'popups.notSet']),
    }),
  ]),
} as const;
export type PopupsAllowed = z.infer<typeof popupsAllow.response>;
