import * as z from 'zod/mini';
import { certificateList } from './certificate-list.js';
import { environmentGet } from './environment-get.js';
import { grantAsk } from './grant-ask.js';
import { hello } from './hello.js';
import { journalExport } from './journal-export.js';
import { journalList } from './journal-list.js';
import { journalMoveSchema, journalVerify } from './journal-verify.js';
import { pairingList } from './pairing-list.js';
import { pairingRename } from './pairing-rename.js';
import { pairingRevoke } from './pairing-revoke.js';
import { passwordChange } from './password-change.js';
import { siteResume } from './site-resume.js';
import { status } from './status.js';
import { tabRebind } from './tab-rebind.js';
import { tabState } from './tab-state.js';
import { tokenList } from './token-list.js';
import { vendorCall, vendorClosed } from './vendor-call.js';

/** The closed list of methods that the bridge serves. Anything else is `method.unknown`. */
export const METHODS = {
  [hello.method]: hello,
  [status.method]: status,
  [environmentGet.method]: environmentGet,
  [tokenList.method]: tokenList,
  [certificateList.method]: certificateList,
  [passwordChange.method]: passwordChange,
  [journalList.method]: journalList,
  [journalVerify.method]: journalVerify,
  [journalExport.method]: journalExport,
  [pairingList.method]: pairingList,
  [pairingRename.method]: pairingRename,
  [pairingRevoke.method]: pairingRevoke,
  [tabState.method]: tabState,
  [tabRebind.method]: tabRebind,
  [siteResume.method]: siteResume,
  [grantAsk.method]: grantAsk,
  [vendorCall.method]: vendorCall,
} as const;

/** Notifications that the extension sends. */
export const CLIENT_NOTIFICATIONS = { [vendorClosed.method]: vendorClosed } as const;

/** Notifications that the bridge sends. `beat` keeps the service worker alive (a text frame each 20 s). */
export const BRIDGE_NOTIFICATIONS = {
  'token.changed': { params: z.strictObject({}) },
  /** Where the record of signatures ends now; what comes within a second is told together. */
  'journal.changed': { params: journalMoveSchema },
  /** The pairing of this very connection is no more. */
  'pairing.revoked': { params: z.strictObject({}) },
  beat: { params: z.strictObject({}) },
} as const;

export type MethodName = keyof typeof METHODS;
export type Params<M extends MethodName> = z.infer<(typeof METHODS)[M]['params']>;
export type MethodResult<M extends MethodName> = z.infer<(typeof METHODS)[M]['result']>;

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(METHODS, name);
}
