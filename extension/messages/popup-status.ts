import * as z from 'zod/mini';
import { certificateSchema } from '../../shared/protocol/certificate-list.js';
import { REASONS } from '../../shared/protocol/reasons.js';
import { status } from '../../shared/protocol/status.js';
import { tokenSchema } from '../../shared/protocol/token-list.js';
import { POPUP_STATUS } from './names.js';

const failed = z.strictObject({ ok: z.literal(false), reason: z.enum(REASONS) });

/** Everything that the popup shows of the bridge, asked for at once. */
export const popupStatus = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(POPUP_STATUS) }),
  response: z.strictObject({
    bridge: z.union([z.strictObject({ ok: z.literal(true), value: status.result }), failed]),
    tokens: z.union([z.strictObject({ ok: z.literal(true), value: z.array(tokenSchema) }), failed]),
    certificates: z.union([z.strictObject({ ok: z.literal(true), value: z.array(certificateSchema) }), failed]),
  }),
} as const;
export type PopupStatus = z.infer<typeof popupStatus.response>;
