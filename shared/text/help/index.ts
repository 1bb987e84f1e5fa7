import type { Texts } from '../language.js';
import { APPLY } from './apply.js';
import { BIND } from './bind.js';
import { CONNECT } from './connect.js';
import { COUNTER } from './counter.js';
import { FIRST_USE } from './first-use.js';
import { HOTLINES } from './hotlines.js';
import { HELP_IDS, type HelpId } from './ids.js';
import { INSTALL } from './install.js';
import { LOGIN } from './login.js';
import { MONTH } from './month.js';
import { MONTH_CHANGES } from './month-changes.js';
import type { HelpPage } from './page.js';
import { POPUPS } from './popups.js';
import { RENEW } from './renew.js';
import { REPLACE } from './replace.js';
import { SEAL } from './seal.js';
import { UNLOCK } from './unlock.js';
import { WEBSITE } from './website.js';
import { WITHOUT_CA } from './without-ca.js';

export { HELP_IDS, type HelpId };

/** The closed list of help pages. */
export const HELP_PAGES: Readonly<Record<HelpId, Texts<HelpPage>>> = {
  'first-use': FIRST_USE,
  install: INSTALL,
  connect: CONNECT,
  website: WEBSITE,
  bind: BIND,
  login: LOGIN,
  month: MONTH,
  'month-changes': MONTH_CHANGES,
  'without-ca': WITHOUT_CA,
  apply: APPLY,
  seal: SEAL,
  renew: RENEW,
  unlock: UNLOCK,
  replace: REPLACE,
  counter: COUNTER,
  hotlines: HOTLINES,
  popups: POPUPS,
};

export function isHelpId(id: string): id is HelpId {
  return (HELP_IDS as readonly string[]).includes(id);
}
