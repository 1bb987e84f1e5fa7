import { expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { CHECK_CODES, CHECK_IDS, type CheckId } from '../../shared/text/checks/codes.js';
import { checkSays, checkText } from '../../shared/text/checks/index.js';
import { LANGUAGES } from '../../shared/text/language.js';
import type { Facts } from './facts.js';
import { CHECKS } from './index.js';
import { judge, needsUser } from './result.js';
import { bridge, certificate, environment, NOTHING, NOW, noBridge, PORTAL, page, site } from './testing/facts.js';

const windows = (release: string): Facts =>
  environment({ system: { platform: 'win32', name: `Windows (${release})`, release, arch: 'x64' } });
const browser = (name: string, version: number, more: Partial<NonNullable<Facts['browser']>> = {}): Facts => ({
  ...NOTHING,
  browser: { name, version, windows: false, windowsVersion: null, pdf: null, ...more },
});
const driver = (...states: NonNullable<Facts['environment']>['drivers'][number]['state'][]): Facts =>
  environment({ drivers: states.map((state) => ({ name: 'pkcs11', file: 'libtoken.so', state })) });
const stranger = (place: 'bridge' | 'helper', program: string | null = '/usr/bin/python3'): Facts =>
  environment({ strangers: [{ port: 17212, place, program, answers: true }] });
/** Who does not answer on the bridge's port, and perhaps on the helper's. */
const silent = (program: string | null, helper: string | null = null): Facts =>
  environment({
    strangers: [
      { port: 18632, place: 'bridge', program, answers: false },
      { port: 17212, place: 'helper', program: helper, answers: false },
    ],
  });
const windowsOf = (password: boolean, confirm: boolean): Facts => bridge([], [], { password, confirm });
const listening = (program: string | null): Facts =>
  environment({
    helper: { installed: 'unknown', running: 'yes' },
    strangers: [{ port: 17212, place: 'helper', program, answers: true }],
  });
const CHANGED = { initialPassword: false, passwordAcceptedAt: NOW, passwordChangedAt: NOW };
const popups = (more: Partial<NonNullable<Facts['popups']>>): Facts => ({
  ...site('enabled'),
  popups: { setting: 'allow', byUs: false, blockedAt: null, closedAt: null, ...more },
});
const boundTo = (id: string, more: Partial<NonNullable<Facts['bound']>> = {}): Facts => ({
  ...bridge([{}], [certificate(300)]),
  bound: { certificates: [id], unbound: [], unboundPage: false, parts: [], ...more },
});

/** What each check makes of what it is told. */
const ROWS: { readonly [Id in CheckId]: readonly (readonly [(typeof CHECK_CODES)[Id][number], Facts])[] } = {
  system: [
    ['supported', environment({})],
    ['supported', windows('10.0.19045')],
    ['supported', browser('Google Chrome', 142, { windows: true, windowsVersion: 10 })],
    ['windows7', windows('6.1.7601')],
    ['windows7', browser('Google Chrome', 109, { windows: true, windowsVersion: 6.1 })],
    ['tooOld', windows('5.1.2600')],
    ['unknown', browser('Chromium', 156)],
    ['unknown', windows('?')],
  ],
  browser: [
    ['chrome', browser('Google Chrome', 109)],
    ['chromium', browser('Microsoft Edge', 142)],
    ['tooOld', browser('Google Chrome', 108)],
    ['unknown', NOTHING],
  ],
  program: [
    ['ready', bridge([], [])],
    ['bridge.unreachable', noBridge('bridge.unreachable')],
    ['bridge.unpaired', noBridge('bridge.unpaired')],
    ['bridge.impostor', noBridge('bridge.impostor')],
    ['bridge.outdated', noBridge('bridge.outdated')],
    ['bridge.disconnected', noBridge('bridge.disconnected')],
    ['extension.outdated', noBridge('extension.outdated')],
    ['pairing.revoked', noBridge('pairing.revoked')],
    ['pairing.unreadable', noBridge('pairing.unreadable')],
    ['failed', noBridge('request.invalid')],
    ['unknown', NOTHING],
  ],
  windows: [
    ['ready', windowsOf(true, true)],
    ['noPassword', windowsOf(false, true)],
    ['noConfirm', windowsOf(true, false)],
    ['unknown', noBridge('bridge.unreachable')],
  ],
  strangers: [
    ['none', environment({})],
    ['ourPort', stranger('bridge')],
    ['helperPort', stranger('helper')],
    ['helperPort', stranger('helper', null)],
    ['ourPort', silent('/usr/bin/python3')],
    ['helperPort', silent(null, '/usr/bin/python3')],
    ['silent', silent(null)],
    ['none', environment({ strangers: [{ port: 17212, place: 'helper', program: null, answers: false }] })],
    ['unknown', NOTHING],
  ],
  driver: [
    ['found', driver('module.missing', 'ok')],
    ['found', driver('module.wrongBitness')],
    ['demo', environment({ drivers: [{ name: 'pkcs12', file: null, state: 'ok' }] })],
    ['none', driver()],
    ['module.missing', driver('module.missing')],
    ['module.notPkcs11', driver('module.notPkcs11')],
    ['module.changed', driver('module.wrongBitness', 'module.changed')],
    ['driver.unavailable', driver('driver.unavailable')],
    ['driver.crashed', driver('driver.crashed')],
    ['driver.timeout', driver('driver.timeout')],
    ['failed', driver('internal')],
    ['unknown', NOTHING],
  ],
  bitness: [
    ['match', driver('ok')],
    ['module.wrongBitness', driver('module.missing', 'module.wrongBitness')],
    ['unknown', driver('module.missing')],
    ['unknown', environment({ drivers: [{ name: 'pkcs12', file: null, state: 'ok' }] })],
  ],
  token: [
    ['present', bridge([{}], [certificate(300)])],
    ['demo', bridge([{ demo: true }], [certificate(300, { demo: true })])],
    ['token.none', bridge([], 'token.none')],
    ['token.none', bridge([], [])],
    ['certificate.none', bridge([{}], 'certificate.none')],
    ['certificate.none', bridge([{}], [])],
    ['unresponsive', bridge([{ state: 'unresponsive' }], [])],
    ['token.twoDrivers', bridge([{ notice: 'token.twoDrivers' }], [certificate(300)])],
    ['failed', bridge([], 'driver.crashed')],
    ['unknown', noBridge('bridge.unreachable')],
  ],
  issuer: [
    ['hebei', bridge([{}], [certificate(300)])],
    [
      'hebei',
      bridge([{}], [certificate(300, { issuer: 'HEBCA SM2 CA' }), certificate(9, { demo: true, issuer: 'x' })]),
    ],
    ['other', bridge([{}], [certificate(300), certificate(300, { issuer: 'GDCA TrustAUTH' })])],
    ['demo', bridge([{}], [certificate(300, { demo: true, issuer: '河北' })])],
    ['unknown', bridge([], [])],
  ],
  validity: [
    ['valid', bridge([{}], [certificate(61)])],
    ['within60', bridge([{}], [certificate(60)])],
    ['within60', bridge([{}], [certificate(31)])],
    ['within30', bridge([{}], [certificate(300, { owner: '乙公司' }), certificate(30)])],
    ['valid', bridge([{}], [certificate(300), certificate(30)])],
    ['within7', bridge([{}], [certificate(7)])],
    ['within7', bridge([{}], [certificate(0.1)])],
    ['expired', bridge([{}], [certificate(-1), certificate(-9)])],
    ['otherExpired', bridge([{}], [certificate(300), certificate(-1, { owner: '乙公司' })])],
    // Renewed: the new one has taken its place.
    ['valid', bridge([{}], [certificate(300), certificate(-1)])],
    ['expired', bridge([{}], [certificate(-1), certificate(300, { demo: true, owner: '演示' })])],
    ['early', bridge([{}], [certificate(300, { notBefore: '2027-01-01T00:00:00Z' })])],
    ['expired', bridge([{}], [certificate(1, { notAfter: 'no date' })])],
    ['unknown', bridge([], [])],
  ],
  tries: [
    ['enough', bridge([{ retriesLeft: 8 }], [])],
    ['few', bridge([{ tries: 'few' }], [])],
    [
      'last',
      bridge(
        [
          { tries: 'few', retriesLeft: 3 },
          { tries: 'last', retriesLeft: 1 },
        ],
        [],
      ),
    ],
    ['locked', bridge([{ tries: 'last' }, { tries: 'locked' }], [])],
    ['accepted', bridge([{ passwordAcceptedAt: NOW }, { retriesLeft: 8 }], [])],
    ['locked', bridge([{ passwordAcceptedAt: NOW, tries: 'locked' }], [])],
    // Of the other one nothing is known.
    ['unknown', bridge([{ passwordAcceptedAt: NOW }, {}], [])],
    ['accepted', bridge([{ passwordAcceptedAt: NOW }, { demo: true }], [])],
    ['unknown', bridge([{}], [])],
  ],
  initialPassword: [
    ['initial', bridge([{}, { initialPassword: true }], [])],
    ['changed', bridge([CHANGED], [])],
    ['own', bridge([{ initialPassword: false, passwordAcceptedAt: NOW }, CHANGED], [])],
    ['unknown', bridge([CHANGED, {}], [])],
    // Typed on the token's keys.
    ['unknown', bridge([{ passwordAcceptedAt: NOW }], [])],
    ['unknown', bridge([{}], [])],
  ],
  seal: [
    ['present', bridge([{}], [certificate(300, { seal: 'present' })])],
    ['absent', bridge([{}], [certificate(300, { seal: 'present' }), certificate(300, { seal: 'absent' })])],
    ['unknown', bridge([{}], [certificate(300, { seal: 'present' }), certificate(300)])],
    ['unknown', bridge([], [])],
  ],
  site: [
    ['enabled', site('enabled')],
    ['enabled', site(null, { others: { 'https://a.test': false, 'https://b.test': true } })],
    ['enabled', site('off', { others: { 'https://b.test': true }, looksLikePortal: false })],
    ['toReload', site('enabled', { toReload: 1 })],
    ['none', site(null)],
    ['none', site('off', { looksLikePortal: false })],
    ['off', site('off', { looksLikePortal: true, others: { 'https://b.test': true } })],
    ['ungranted', site('ungranted')],
    ['ungranted', site(null, { others: { 'https://a.test': false } })],
    ['forbidden', site('forbidden')],
    ['policyUnreadable', site('policyUnreadable')],
    ['unknown', NOTHING],
  ],
  encryption: [
    ['https', site('enabled')],
    ['http', site(null, { others: { 'http://a.test': true } })],
    ['unknown', site(null)],
  ],
  reachable: [
    ['open', page({ loadedAt: NOW - 1_000, errorPages: 1 })],
    ['open', page({})],
    ['unknown', page({ errorPages: 1 })],
    ['unknown', page({ loadedAt: NOW - 3_600_000, errorPages: 1 })],
    ['open', page({ loadedAt: NOW - 1_000 })],
    ['errorPage', page({ pages: 0, errorPages: 1 })],
    ['unknown', page({ pages: 0 })],
    ['unknown', site('enabled')],
  ],
  loopback: [
    ['relayed', page({ loopback: 'prompt' })],
    ['relayed', page({})],
    ['allowed', page({ loopback: 'granted' })],
    ['denied', page({ loopback: 'denied' })],
    ['toReload', page({ loopback: 'denied', unserved: 1 })],
    // The portal is in a tab behind.
    ['toReload', { ...page({ unserved: 1 }), site: site(null, { others: { [PORTAL]: true } }).site }],
    ['noRelay', page({ unserved: 1, registered: false })],
    ['unknown', { ...page({}), site: null }],
    ['unknown', page({ pages: 0 })],
  ],
  popups: [
    ['allowed', popups({ blockedAt: NOW - 1_000 })],
    ['blocked', popups({ setting: 'block', blockedAt: NOW - 3_600_000 })],
    ['blockedNow', popups({ setting: 'block', blockedAt: NOW - 1_000 })],
    ['closedByOthers', popups({ closedAt: NOW - 1_000 })],
    ['unknown', popups({ setting: 'unknown' })],
    ['unknown', { ...popups({}), site: site(null).site }],
  ],
  bound: [
    ['bound', boundTo('c1')],
    ['unbound', boundTo('c2', { unbound: ['c1'] })],
    ['unbound', boundTo('c2', { unboundPage: true })],
    // The page is about another one, or about nobody's.
    ['bound', boundTo('c1', { unbound: ['c2'], unboundPage: true })],
    ['unknown', boundTo('c2', { unbound: ['c3'] })],
    ['unknown', boundTo('c2')],
    ['unknown', bridge([{}], [certificate(300)])],
  ],
  pdf: [
    ['shown', browser('Chromium', 142, { pdf: true })],
    ['downloaded', browser('Chromium', 142, { pdf: false })],
    ['unknown', browser('Chromium', 142)],
  ],
  helper: [
    ['running', listening('C:\\Program Files\\HEBCA\\助手.exe')],
    ['unknown', listening('/usr/bin/nc')],
    ['unknown', listening(null)],
    ['stopped', environment({ helper: { installed: 'yes', running: 'no' } })],
    ['absent', environment({ helper: { installed: 'no', running: 'no' } })],
    ['unknown', environment({ helper: { installed: 'unknown', running: 'no' } })],
  ],
  excel: [
    ['installed', environment({ excel: 'yes' })],
    ['absent', environment({ excel: 'no' })],
    ['unknown', environment({})],
  ],
  record: [
    ['whole', { ...NOTHING, record: { broken: false } }],
    ['broken', { ...NOTHING, record: { broken: true } }],
    ['unknown', NOTHING],
  ],
};

const CASES = CHECK_IDS.flatMap((id) => ROWS[id].map(([code, facts]) => ({ id, code, facts })));

test.each(CASES)('$id: $code', ({ id, code, facts }) => {
  const result = judge(id, facts);
  expect(result.code).toBe(code);
  for (const language of LANGUAGES) {
    const { what, todo = '' } = checkSays(id, code, result.facts, language);
    expect(what.length).toBeGreaterThan(4);
    // A fact that its sentence names is there.
    expect(`${what}${todo}`).not.toMatch(/undefined|NaN|\[object|null/);
  }
});

test('every code of a check comes about by some facts', () => {
  const unreached = CHECK_IDS.flatMap((id) => {
    const reached = ROWS[id].map(([code]) => code as string);
    return CHECK_CODES[id].filter((code) => !reached.includes(code)).map((code) => `${id}: ${code}`);
  });
  expect(unreached).toEqual([]);
});

test('what is not told is unknown, never a guess', () => {
  for (const id of CHECK_IDS) expect(judge(id, NOTHING)).toMatchObject({ code: 'unknown', facts: {} });
});

test('what stops or may stop the work says what to do', () => {
  for (const { id, code, facts } of CASES) {
    const result = judge(id, facts);
    if (!needsUser(result)) continue;
    for (const language of LANGUAGES) expect(checkSays(id, code, result.facts, language).todo).toBeTruthy();
  }
});

test('each check has a name and says why it matters, in both languages', () => {
  for (const language of LANGUAGES) {
    const texts = CHECK_IDS.map((id) => checkText(id, language));
    for (const { name, why } of texts) expect(Math.min(name.length, why.length)).toBeGreaterThan(2);
    expect(new Set(texts.map(({ name }) => name)).size).toBe(CHECK_IDS.length);
  }
});

test('the oldest browser is the manifest’s', () => {
  const version = Number(manifest.minimum_chrome_version);
  expect(judge('browser', browser('Google Chrome', version)).code).toBe('chrome');
  expect(judge('browser', browser('Google Chrome', version - 1)).code).toBe('tooOld');
});

test('a problem of the portal names the portal’s address', () => {
  expect(judge('reachable', page({ pages: 0, errorPages: 1 })).facts).toEqual({ origin: PORTAL });
});

test('what a password told is said with its time in China', () => {
  const told = bridge([{ passwordAcceptedAt: NOW - 1_000 }, { passwordAcceptedAt: NOW }], []);
  expect(judge('tries', told).facts).toEqual({ time: '2026-11-24 11:59:59' });
});

test('the registry holds each check under its own id', () => {
  for (const id of CHECK_IDS) expect(CHECKS[id].id).toBe(id);
});
