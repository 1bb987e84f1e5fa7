// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Certificate } from '../../shared/protocol/certificate-list.js';
import { REASONS, type Reason } from '../../shared/protocol/reasons.js';
import type { Token } from '../../shared/protocol/token-list.js';
import { CHECK_IDS } from '../../shared/text/checks/codes.js';
import { checkSays } from '../../shared/text/checks/index.js';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import { REPAIR_TEXT } from '../../shared/text/checks/repairs.js';
import { EXPIRY_TEXT } from '../../shared/text/expiry.js';
import { LANGUAGES } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import { judge } from '../checks/result.js';
import { site as siteFacts } from '../checks/testing/facts.js';
import { withSeen } from '../keys/stored.js';
import type { PopupStatus } from '../messages/popup-status.js';
import { Popup, type PopupProps } from './Popup.js';

const NOW = Date.parse('2026-03-01T00:00:00');
const certificate: Certificate = {
  id: 'c1',
  token: 't1',
  owner: '衡水某某有限公司',
  issuer: '河北测试CA',
  uniqueId: 'u',
  serial: '01',
  notBefore: '2025-01-01T00:00:00Z',
  notAfter: '2027-03-01T12:00:00',
  algorithm: 'RSA',
  demo: false,
};
const token: Token = {
  id: 't1',
  label: 'HBCA',
  driver: 'pkcs11',
  demo: false,
  state: 'present',
  tries: 'unknown',
  onToken: false,
};
const ready: PopupStatus = {
  bridge: { ok: true, value: { version: '0.1.0', demo: false, windows: { password: true, confirm: true } } },
  tokens: { ok: true, value: [token] },
  certificates: { ok: true, value: [certificate] },
};
const zh = POPUP_TEXT['zh-CN'];

/** What the checks make of the same answer of the bridge. */
function checksOf(status: PopupProps['status']): PopupProps['checks'] {
  const bridge = typeof status === 'string' ? null : status;
  const facts = { ...siteFacts('enabled'), now: NOW, bridge };
  const results = bridge ? CHECK_IDS.map((id) => judge(id, facts)) : [];
  return { at: bridge ? NOW : 0, results, history: [] };
}

function show(status: PopupProps['status'], props: Partial<PopupProps> = {}): string {
  render(
    <Popup
      language="zh-CN"
      status={status}
      busy={false}
      now={NOW}
      refresh={() => {}}
      password={null}
      changePassword={() => {}}
      keys={[]}
      bound={[]}
      copy={async () => {}}
      site="asking"
      changeSite={() => {}}
      openConnections={() => {}}
      records="closed"
      openRecords={() => {}}
      checks={checksOf(status)}
      since={null}
      repair={async () => null}
      openPortal={null}
      openPage={() => {}}
      month={null}
      tellMonth={() => {}}
      {...props}
    />,
    document.body,
  );
  return document.body.textContent;
}

beforeEach(() => render(null, document.body));

test('all is well: version, owner, issuer, end and days left', () => {
  const shown = show(ready);
  for (const part of ['版本 0.1.0', '衡水某某有限公司', '河北测试CA', '2027年3月1日', '还有 365 天']) {
    expect(shown).toContain(part);
  }
  expect(shown).not.toContain(zh.demo);
  expect(shown).toContain(LIGHT_TEXT['zh-CN'].ready.what);
  expect(document.querySelectorAll('.bad, .warn')).toHaveLength(0);
});

test('the site is told first where its tab waits for the user, else last', () => {
  const origin = 'https://portal.test';
  const site: PopupProps['site'] = {
    status: { site: { origin, standing: 'enabled', by: 'user', toReload: 0 }, sites: [] },
    looksLikePortal: null,
  };
  const headings = (pausedUntil: string | null): string[] => {
    const state = { pausedUntil, bound: null, wanted: null, grant: null };
    show(ready, { site, tab: { tab: { origin, tab: 1, state, outcome: null }, act: () => {} } });
    return [...document.querySelectorAll('.row h2')].map(({ textContent }) => textContent);
  };
  expect(headings(null)).toEqual([zh.certificate, zh.siteLabel, zh.bridge]);
  expect(headings('2026-03-01T00:10:00Z')[0]).toBe(zh.siteLabel);
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(REASONS)('%s is explained with what to do, wherever it happens', (reason) => {
    const { what, todo } = REASON_TEXT[language][reason];
    const failed = { ok: false, reason } as const;
    for (const status of [
      { ...ready, bridge: failed, certificates: failed },
      { ...ready, certificates: failed },
    ]) {
      const shown = show(status, { language });
      expect(shown).toContain(what);
      expect(shown).toContain(todo);
      expect(shown).not.toContain(certificate.owner);
    }
  });
});

test('a connection that is missing, lost or revoked is mended by one click', () => {
  for (const reason of REASONS) {
    const repair = vi.fn(async () => null);
    show({ ...ready, bridge: { ok: false, reason } }, { repair });
    const button = document.querySelector<HTMLButtonElement>('.next.bad button');
    const mended = ['bridge.unpaired', 'bridge.impostor', 'pairing.revoked'].includes(reason);
    expect([reason, button?.textContent === REPAIR_TEXT['zh-CN'].connect]).toEqual([reason, mended]);
    button?.click();
    if (mended) expect(repair).toHaveBeenCalledExactlyOnceWith('connect', expect.objectContaining({ code: reason }));
  }
});

test('the connections are looked after from the row of the desktop program', () => {
  const openConnections = vi.fn();
  show(ready, { openConnections });
  document.querySelector<HTMLButtonElement>('.mend')?.click();
  expect(openConnections).toHaveBeenCalledOnce();
});

test.each([
  ['2026-04-01T00:00:00Z', 'warn', '延期证书'],
  ['2026-03-01T10:00:00', 'warn', zh.lastDay],
  ['2026-02-01T00:00:00Z', 'bad', zh.expired],
])('a certificate until %s is shown as %s', (notAfter, level, words) => {
  const shown = show({ ...ready, certificates: { ok: true, value: [{ ...certificate, notAfter }] } });
  expect(shown).toContain(words);
  expect(document.querySelector(`.row.${level} .owner`)?.textContent).toContain(certificate.owner);
  expect(document.querySelector('.next')?.className).toContain(level);
});

test('one thing is next, in the first place; the rest waits below', () => {
  const windows = { password: false, confirm: true };
  const bridge = { ok: true, value: { version: '1', demo: false, windows } } as const;
  const none = { ok: true, value: [] } as const;
  show({ bridge, tokens: { ...none, value: [] }, certificates: { ...none, value: [] } });
  expect(document.querySelector('.next')?.textContent).toContain(checkSays('windows', 'noPassword', {}, 'zh-CN').what);
  expect(document.querySelector('details.others')?.textContent).toContain(REASON_TEXT['zh-CN']['token.none'].todo);
});

test('what was found last is shown at once, grey, with its age, until it is found anew', () => {
  const checks = checksOf(ready);
  const keys = withSeen([], [certificate], NOW).map((key) => ({ ...key, nickname: '总公司' }));
  const now = NOW + 180_000;
  const shown = show('asking', { checks, keys, bound: ['c1'], since: now, now, busy: true });
  for (const part of [LIGHT_TEXT['zh-CN'].ready.what, LIGHT_TEXT['zh-CN'].stale(3), certificate.owner, '总公司']) {
    expect(shown).toContain(part);
  }
  expect(document.querySelectorAll('.stale')).toHaveLength(2);
  show(ready, { checks: { ...checks, at: now }, keys, now });
  expect(document.querySelectorAll('.stale')).toHaveLength(0);
});

test('as long as anything that was found is old, it is not shown as fresh', () => {
  const before = checksOf(ready);
  const now = NOW + 3_600_000;
  const half = before.results.map((one) => (one.id === 'browser' ? { ...one, at: now } : one));
  const shown = show('asking', { checks: { at: now, results: half, history: [] }, since: now, now, busy: true });
  expect(shown).toContain(LIGHT_TEXT['zh-CN'].stale(60));
  expect(document.querySelector('.next.stale')).not.toBeNull();
});

test('a desktop program that says nothing is not called ready', () => {
  const silent = { at: NOW, results: checksOf(ready).results.filter(({ id }) => id !== 'program'), history: [] };
  const shown = show(ready, { checks: silent });
  expect(shown).toContain(LIGHT_TEXT['zh-CN'].unsure.what);
  expect(shown).not.toContain(LIGHT_TEXT['zh-CN'].ready.what);
});

test('a token that was there once is not shown as if it were', () => {
  const keys = withSeen(withSeen([], [certificate], NOW), [], NOW);
  expect(show('asking', { keys })).not.toContain(certificate.owner);
});

test('the card tells the seal and the binding as far as they are known, and copies the code', async () => {
  const copy = vi.fn(async () => {});
  expect(show(ready, { copy })).toContain(zh.card.notKnown);
  document.querySelector<HTMLButtonElement>(`[aria-label="${zh.card.copyCode}"]`)?.click();
  expect(copy).toHaveBeenCalledExactlyOnceWith('u');
  await vi.waitFor(() => expect(document.querySelector('.copied')?.textContent).toBe(zh.card.copied));
  const sealed = { ...certificate, seal: 'present' as const };
  const shown = show({ ...ready, certificates: { ok: true, value: [sealed] } }, { bound: ['c1'] });
  for (const part of [zh.card.seals.present, zh.card.isBound]) expect(shown).toContain(part);
});

test('when all is ready the portal is one click away', () => {
  const openPortal = vi.fn();
  show(ready, { openPortal });
  document.querySelector<HTMLButtonElement>('.next button')?.click();
  expect(openPortal).toHaveBeenCalledOnce();
});

test('a demo certificate says so', () => {
  expect(show({ ...ready, certificates: { ok: true, value: [{ ...certificate, demo: true }] } })).toContain(zh.demo);
});

test('a token with its initial password gets a calm hint, once, with a button that changes it', () => {
  const initial: PopupStatus = {
    ...ready,
    tokens: { ok: true, value: [{ ...token, initialPassword: true }] },
    certificates: { ok: true, value: [certificate, { ...certificate, id: 'c2' }] },
  };
  expect(show(ready)).not.toContain(zh.initialPassword);
  const changePassword = vi.fn();
  expect(show(initial, { changePassword }).split(zh.initialPassword)).toHaveLength(2);
  expect(document.querySelectorAll('.bad, .warn')).toHaveLength(0);
  const button = (): HTMLButtonElement | null => document.querySelector('.hint button');
  button()?.click();
  expect(changePassword.mock.calls).toEqual([['t1']]);

  const asking = { token: 't1', outcome: 'asking' } as const;
  expect(show(initial, { changePassword, password: asking })).toContain(zh.changingPassword);
  button()?.click();
  expect(changePassword).toHaveBeenCalledTimes(1);

  const after = (reason: Reason) => show(initial, { password: { token: 't1', outcome: { ok: false, reason } } });
  expect(after('password.locked')).toContain(REASON_TEXT['zh-CN']['password.locked'].todo);
  expect(after('prompt.cancelled')).not.toContain(REASON_TEXT['zh-CN']['prompt.cancelled'].what);
});

test('a token that two drivers show works, and says so', () => {
  const { what, todo } = REASON_TEXT['zh-CN']['token.twoDrivers'];
  const shown = show({ ...ready, tokens: { ok: true, value: [{ ...token, notice: 'token.twoDrivers' }] } });
  for (const words of [certificate.owner, what, todo]) expect(shown).toContain(words);
});

test('a token without a certificate is told from no token', () => {
  for (const [tokens, reason] of [[[token], 'certificate.none'] as const, [[], 'token.none'] as const]) {
    const shown = show({ ...ready, tokens: { ok: true, value: [...tokens] }, certificates: { ok: true, value: [] } });
    expect(shown).toContain(REASON_TEXT['zh-CN'][reason].todo);
  }
});

test('before the first answer it says that it checks; without one, what to do', () => {
  expect(show('asking', { busy: true, since: NOW })).toContain(zh.checking);
  expect(show('silent')).toContain(zh.noAnswer.todo);
});

test('a record that is not the one seen before is the next thing to look at, with the way to it', () => {
  const broken = RECORDS_TEXT['zh-CN'].broken;
  const repair = vi.fn(async () => null);
  const result = { id: 'record', code: 'broken', facts: {}, at: NOW } as const;
  show(ready, { checks: { at: NOW, results: [result], history: [] }, repair });
  const next = document.querySelector('.next.bad');
  for (const words of [broken.what, broken.todo]) expect(next?.textContent).toContain(words);
  next?.querySelector('button')?.click();
  expect(repair).toHaveBeenCalledExactlyOnceWith('records', result);
});

test('the button asks again, but not twice at once, and keeps the focus', () => {
  const refresh = vi.fn();
  show(ready, { refresh });
  document.querySelector('button')?.click();
  expect(refresh).toHaveBeenCalledTimes(1);
  document.querySelector('button')?.focus();
  show(ready, { refresh, busy: true });
  expect(document.activeElement?.localName).toBe('button');
  document.querySelector('button')?.click();
  expect(refresh).toHaveBeenCalledTimes(1);
  expect(document.querySelector('button')?.getAttribute('aria-disabled')).toBe('true');
});

test('the end of a certificate is saved for a calendar, while it has not come', async () => {
  const save = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:calendar');
  const button = () =>
    [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent === EXPIRY_TEXT['zh-CN'].addToCalendar,
    );
  show(ready);
  button()?.click();
  const [[file] = []] = save.mock.calls;
  expect(await (file as Blob).text()).toContain('BEGIN:VCALENDAR');
  save.mockRestore();
  show({ ...ready, certificates: { ok: true, value: [{ ...certificate, notAfter: '2026-02-01T00:00:00Z' }] } });
  expect(button()).toBeUndefined();
});

test('leads to the first steps until a certificate has logged in', () => {
  const openPage = vi.fn();
  const keys = withSeen([], [certificate], NOW);
  show(ready, { keys, bound: [], openPage });
  const link = [...document.querySelectorAll('button')].find((one) => one.textContent === LIGHT_TEXT['zh-CN'].start);
  link?.click();
  expect(openPage).toHaveBeenCalledWith('start');
  expect(show(ready, { keys, bound: ['c1'] })).not.toContain(LIGHT_TEXT['zh-CN'].start);
});
