import { beat } from './beat.js';
import { checksRun } from './checks-run.js';
import { expiryState } from './expiry-state.js';
import { expiryTurn } from './expiry-turn.js';
import { grantAsk } from './grant-ask.js';
import { hopsClear } from './hops-clear.js';
import { hopsList } from './hops-list.js';
import { journalAccept } from './journal-accept.js';
import { journalExport } from './journal-export.js';
import { journalList } from './journal-list.js';
import { journalState } from './journal-state.js';
import { journalVerify } from './journal-verify.js';
import { keyChange } from './key-change.js';
import { monthLook } from './month-look.js';
import { monthTell } from './month-tell.js';
import {
  BEAT,
  CHECKS_RUN,
  EXPIRY_STATE,
  EXPIRY_TURN,
  GRANT_ASK,
  HOPS_CLEAR,
  HOPS_LIST,
  JOURNAL_ACCEPT,
  JOURNAL_EXPORT,
  JOURNAL_LIST,
  JOURNAL_STATE,
  JOURNAL_VERIFY,
  KEY_CHANGE,
  MONTH_LOOK,
  MONTH_TELL,
  PAIRING_LIST,
  PAIRING_RENAME,
  PAIRING_REVOKE,
  PASSWORD_CHANGE,
  POPUP_PORT,
  POPUP_STATUS,
  POPUPS_ALLOW,
  POPUPS_ALLOW_HERE,
  POPUPS_REPORT,
  POPUPS_STATE,
  SITE_CHANGE,
  SITE_RESUME,
  SITE_STATUS,
  TAB_REBIND,
  TAB_STATE,
  UNIT_SET,
  VENDOR_PORT,
} from './names.js';
import { pairingList } from './pairing-list.js';
import { pairingRename } from './pairing-rename.js';
import { pairingRevoke } from './pairing-revoke.js';
import { passwordChange } from './password-change.js';
import { popupPort } from './popup-port.js';
import { popupStatus } from './popup-status.js';
import { popupsAllow } from './popups-allow.js';
import { popupsAllowHere } from './popups-allow-here.js';
import { popupsReport } from './popups-report.js';
import { popupsState } from './popups-state.js';
import { siteChange } from './site-change.js';
import { siteResume } from './site-resume.js';
import { siteStatus } from './site-status.js';
import { tabRebind } from './tab-rebind.js';
import { tabState } from './tab-state.js';
import { unitSet } from './unit-set.js';
import { vendorPort } from './vendor-port.js';

/** The closed list of one-time messages, by their `type`. Anything else is not answered. */
export const MESSAGES = {
  [BEAT]: beat,
  [POPUP_STATUS]: popupStatus,
  [CHECKS_RUN]: checksRun,
  [KEY_CHANGE]: keyChange,
  [PASSWORD_CHANGE]: passwordChange,
  [SITE_STATUS]: siteStatus,
  [SITE_CHANGE]: siteChange,
  [PAIRING_LIST]: pairingList,
  [PAIRING_RENAME]: pairingRename,
  [PAIRING_REVOKE]: pairingRevoke,
  [TAB_STATE]: tabState,
  [TAB_REBIND]: tabRebind,
  [SITE_RESUME]: siteResume,
  [GRANT_ASK]: grantAsk,
  [EXPIRY_STATE]: expiryState,
  [EXPIRY_TURN]: expiryTurn,
  [JOURNAL_STATE]: journalState,
  [JOURNAL_LIST]: journalList,
  [JOURNAL_VERIFY]: journalVerify,
  [JOURNAL_EXPORT]: journalExport,
  [JOURNAL_ACCEPT]: journalAccept,
  [POPUPS_STATE]: popupsState,
  [POPUPS_ALLOW]: popupsAllow,
  [POPUPS_REPORT]: popupsReport,
  [POPUPS_ALLOW_HERE]: popupsAllowHere,
  [HOPS_LIST]: hopsList,
  [HOPS_CLEAR]: hopsClear,
  [MONTH_LOOK]: monthLook,
  [MONTH_TELL]: monthTell,
  [UNIT_SET]: unitSet,
} as const;

/** The closed list of ports, by their name. Anything else is disconnected. */
export const PORTS = { [VENDOR_PORT]: vendorPort, [POPUP_PORT]: popupPort } as const;

export type MessageType = keyof typeof MESSAGES;
export type PortName = keyof typeof PORTS;

export function isMessageType(name: unknown): name is MessageType {
  return typeof name === 'string' && Object.hasOwn(MESSAGES, name);
}

export function isPortName(name: string): name is PortName {
  return Object.hasOwn(PORTS, name);
}
