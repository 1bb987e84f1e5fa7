import type { HelpId } from '../help/ids.js';
import { REASON_HELP } from '../help/reasons.js';
import type { CheckId } from './codes.js';

const CHECK_HELP: Readonly<Record<CheckId, HelpId | null>> = {
  system: null,
  browser: null,
  program: 'connect',
  windows: null,
  strangers: null,
  driver: 'install',
  bitness: 'install',
  token: 'install',
  issuer: 'apply',
  validity: 'renew',
  tries: 'unlock',
  initialPassword: 'first-use',
  seal: 'seal',
  site: 'website',
  encryption: null,
  reachable: 'hotlines',
  loopback: null,
  popups: 'popups',
  bound: 'bind',
  pdf: 'popups',
  helper: 'install',
  excel: null,
  record: null,
};

/** The page of help for what a check has found; null where there is none. */
export function checkHelp(id: CheckId, code: string): HelpId | null {
  const byReason: Readonly<Record<string, HelpId | null>> = REASON_HELP;
  return Object.hasOwn(byReason, code) ? (byReason[code] ?? null) : CHECK_HELP[id];
}
