import type { CheckId } from '../../shared/text/checks/codes.js';
import { bitness } from './bitness.js';
import { bound } from './bound.js';
import { browser } from './browser.js';
import type { Check } from './check.js';
import { driver } from './driver.js';
import { encryption } from './encryption.js';
import { excel } from './excel.js';
import { helper } from './helper.js';
import { initialPassword } from './initial-password.js';
import { issuer } from './issuer.js';
import { loopback } from './loopback.js';
import { pdf } from './pdf.js';
import { popups } from './popups.js';
import { program } from './program.js';
import { reachable } from './reachable.js';
import { record } from './record.js';
import { seal } from './seal.js';
import { site } from './site.js';
import { strangers } from './strangers.js';
import { system } from './system.js';
import { token } from './token.js';
import { tries } from './tries.js';
import { validity } from './validity.js';
import { windows } from './windows.js';

/** The closed list of environment checks. */
export const CHECKS: { readonly [Id in CheckId]: Check<Id> } = {
  system,
  browser,
  program,
  windows,
  strangers,
  driver,
  bitness,
  token,
  issuer,
  validity,
  tries,
  initialPassword,
  seal,
  site,
  encryption,
  reachable,
  loopback,
  popups,
  bound,
  pdf,
  helper,
  excel,
  record,
};
