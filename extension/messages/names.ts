/** Names of messages and ports, apart from their schemas: content scripts carry no validator. */
export const VENDOR_PORT = 'vendor';
export const POPUP_PORT = 'popup';
export const BEAT = 'beat';
export const POPUP_STATUS = 'popup.status';
export const SITE_STATUS = 'site.status';
export const SITE_CHANGE = 'site.change';
export const PASSWORD_CHANGE = 'password.change';
export const PAIRING_LIST = 'pairing.list';
export const PAIRING_RENAME = 'pairing.rename';
export const PAIRING_REVOKE = 'pairing.revoke';
export const TAB_STATE = 'tab.state';
export const TAB_REBIND = 'tab.rebind';
export const SITE_RESUME = 'site.resume';
export const GRANT_ASK = 'grant.ask';
