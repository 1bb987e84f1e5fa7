/** What each environment check can find, in the order of the chain from the computer to the portal. The codes never change their meaning. */
export const CHECK_CODES = {
  system: ['supported', 'windows7', 'tooOld', 'unknown'],
  browser: ['chrome', 'chromium', 'tooOld', 'unknown'],
  program: [
    'ready',
    'bridge.unreachable',
    'bridge.unpaired',
    'bridge.impostor',
    'bridge.outdated',
    'bridge.disconnected',
    'extension.outdated',
    'pairing.revoked',
    'pairing.unreadable',
    'failed',
    'unknown',
  ],
  windows: ['ready', 'noPassword', 'noConfirm', 'unknown'],
  strangers: ['none', 'ourPort', 'helperPort', 'silent', 'unknown'],
  driver: [
    'found',
    'demo',
    'none',
    'module.missing',
    'module.notPkcs11',
    'module.changed',
    'driver.unavailable',
    'driver.crashed',
    'driver.timeout',
    'failed',
    'unknown',
  ],
  bitness: ['match', 'module.wrongBitness', 'unknown'],
  token: ['present', 'demo', 'token.none', 'certificate.none', 'unresponsive', 'token.twoDrivers', 'failed', 'unknown'],
  issuer: ['hebei', 'other', 'demo', 'unknown'],
  validity: ['valid', 'within60', 'within30', 'within7', 'otherExpired', 'early', 'expired', 'unknown'],
  tries: ['enough', 'accepted', 'few', 'last', 'locked', 'unknown'],
  initialPassword: ['initial', 'changed', 'own', 'unknown'],
  seal: ['present', 'absent', 'unknown'],
  site: ['enabled', 'toReload', 'none', 'off', 'ungranted', 'forbidden', 'policyUnreadable', 'unknown'],
  encryption: ['https', 'http', 'unknown'],
  reachable: ['open', 'errorPage', 'unknown'],
  loopback: ['relayed', 'allowed', 'denied', 'toReload', 'noRelay', 'unknown'],
  popups: ['allowed', 'blocked', 'blockedNow', 'closedByOthers', 'unknown'],
  bound: ['bound', 'unbound', 'unknown'],
  pdf: ['shown', 'downloaded', 'unknown'],
  helper: ['running', 'stopped', 'absent', 'unknown'],
  excel: ['installed', 'absent', 'unknown'],
  record: ['whole', 'broken', 'unknown'],
} as const;

export type CheckId = keyof typeof CHECK_CODES;
export type CodeOf<Id extends CheckId> = (typeof CHECK_CODES)[Id][number];
export const CHECK_IDS = Object.keys(CHECK_CODES) as readonly CheckId[];

/** What a sentence about a finding names: a version, an owner, days. Never a password, a number of a person or content. */
export type CheckFacts = Readonly<Record<string, string | number>>;
