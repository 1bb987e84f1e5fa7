/** The pages of help, in the order in which they are read. */
export const HELP_IDS = [
  'first-use',
  'install',
  'connect',
  'website',
  'bind',
  'login',
  'month',
  'month-changes',
  'without-ca',
  'apply',
  'seal',
  'renew',
  'unlock',
  'replace',
  'counter',
  'hotlines',
  'popups',
] as const;

export type HelpId = (typeof HELP_IDS)[number];
