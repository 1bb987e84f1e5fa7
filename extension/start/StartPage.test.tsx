// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CHECK_IDS } from '../../shared/text/checks/codes.js';
import { checkSays } from '../../shared/text/checks/index.js';
import { REPAIR_TEXT } from '../../shared/text/checks/repairs.js';
import { TWO_PASSWORDS } from '../../shared/text/help/two-passwords.js';
import { LANGUAGES } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { START_TEXT } from '../../shared/text/start.js';
import type { Facts } from '../checks/facts.js';
import { judge } from '../checks/result.js';
import { bridge, certificate, NOTHING, noBridge, PORTAL, page } from '../checks/testing/facts.js';
import { withSeen } from '../keys/stored.js';
import type { Site } from '../messages/site-status.js';
import { StartPage, type StartPageProps } from './StartPage.js';

const ENABLED: Site = { origin: PORTAL, standing: 'enabled', by: 'user', toReload: 0 };
const PLUGGED = bridge([{}], [certificate(300)]);
const INITIAL = bridge([{ initialPassword: true }], [certificate(300)]);
const UNBOUND: Facts['bound'] = { certificates: [], unbound: [], unboundPage: true, parts: [] };
const text = START_TEXT['zh-CN'];
const site = POPUP_TEXT['zh-CN'].site;
const repairs = REPAIR_TEXT['zh-CN'];

function show(facts: Facts, more: Partial<StartPageProps['facts']> = {}, props: Partial<StartPageProps> = {}): string {
  const seen = facts.bridge?.certificates.ok ? facts.bridge.certificates.value : [];
  render(
    <StartPage
      language="zh-CN"
      facts={{
        results: CHECK_IDS.map((id) => judge(id, facts)),
        portal: null,
        keys: withSeen([], seen, facts.now),
        loggedIn: [],
        ...more,
      }}
      busy={false}
      refresh={() => {}}
      repair={async () => null}
      changeSite={() => {}}
      openPortal={() => {}}
      password={null}
      changePassword={() => {}}
      {...props}
    />,
    document.body,
  );
  return document.body.textContent ?? '';
}

function press(label: string): void {
  const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === label);
  if (!found) throw new Error(`no button ${label}`);
  found.click();
}

beforeEach(() => render(null, document.body));

test.each(LANGUAGES)('in %s, the step to do now says how, and no other does', (language) => {
  const { steps } = START_TEXT[language];
  const shown = show(bridge([], 'token.none'), {}, { language });
  for (const one of steps.certificate.how) expect(shown).toContain(one);
  for (const one of [...steps.browser.how, ...steps.website.how, ...steps.login.how]) expect(shown).not.toContain(one);
  expect(shown).toContain(checkSays('token', 'token.none', {}, language).what);
  expect(document.querySelector('[aria-current=step]')?.textContent).toContain(steps.certificate.name);
});

describe('the browser', () => {
  test('that is not connected is connected by the button here', () => {
    const repair = vi.fn(async () => null);
    const shown = show(noBridge('bridge.unpaired'), {}, { repair });
    for (const one of text.steps.browser.how) expect(shown).toContain(one);
    press(repairs.connect);
    expect(repair).toHaveBeenCalledWith('connect', expect.objectContaining({ code: 'bridge.unpaired' }));
  });

  test('that finds no desktop program is not sent to connect', () => {
    const shown = show(noBridge('bridge.unreachable'));
    expect(shown).toContain(checkSays('program', 'bridge.unreachable', {}, 'zh-CN').todo);
    expect(shown).not.toContain(text.steps.browser.how[0]);
  });
});

describe('the website', () => {
  test('that is not set: where to click', () => {
    const shown = show(PLUGGED);
    for (const one of text.steps.website.how) expect(shown).toContain(one);
    expect(shown).toContain('衡水市社保医保网报');
  });

  test.each([
    ['reload', { ...ENABLED, toReload: 2 }, site.reload],
    ['enable', { ...ENABLED, standing: 'ungranted' }, site.enable],
  ] as const)('is mended by its button: %s', (change, portal, label) => {
    const changeSite = vi.fn();
    expect(show(PLUGGED, { portal }, { changeSite })).toContain(PORTAL);
    press(label);
    expect(changeSite).toHaveBeenCalledWith(change, PORTAL);
  });

  test.each(['forbidden', 'policyUnreadable'] as const)(
    'says what only an administrator can change: %s',
    (standing) => {
      expect(show(PLUGGED, { portal: { ...ENABLED, standing } })).toContain(site[standing].what);
    },
  );
});

describe('the first login', () => {
  test('tells the two passwords apart, in one box', () => {
    show(PLUGGED, { portal: ENABLED });
    const box = document.querySelector('.two')?.textContent;
    for (const item of TWO_PASSWORDS['zh-CN'].list ?? []) expect(box).toContain(item);
  });

  test('of a certificate that the page says is not bound begins with the account', () => {
    expect(show({ ...PLUGGED, bound: UNBOUND }, { portal: ENABLED })).toContain(text.unbound);
    expect(show(PLUGGED, { portal: ENABLED })).not.toContain(text.unbound);
  });

  test('ticks what the portal’s pages have shown to be done, and nothing else', () => {
    const ticked = (): number[] =>
      [...document.querySelectorAll('.now li')].flatMap((one, index) =>
        one.textContent?.includes(text.partDone) ? [index] : [],
      );
    show(PLUGGED, { portal: ENABLED });
    expect(ticked()).toEqual([]);
    show({ ...PLUGGED, bound: { ...UNBOUND, parts: ['binding', 'account'] } }, { portal: ENABLED });
    expect(ticked()).toEqual([0, 2]);
  });

  test('comes before the change of the initial 证书口令', () => {
    const changePassword = vi.fn();
    expect(show(INITIAL, { portal: ENABLED })).not.toContain(repairs.changePassword);
    expect(show(INITIAL, { portal: ENABLED, loggedIn: ['c1'] }, { changePassword })).toContain(text.ready);
    press(repairs.changePassword);
    expect(changePassword).toHaveBeenCalledWith('t1');
  });
});

test('what else needs the user is said at the end, with its button', () => {
  const repair = vi.fn(async () => null);
  const popups = { setting: 'block', byUs: false, blockedAt: null, closedAt: null } as const;
  const facts = { ...PLUGGED, site: page({}).site, popups };
  expect(show(facts, { portal: ENABLED })).not.toContain(repairs.allowPopups);
  show(facts, { portal: ENABLED, loggedIn: ['c1'] }, { repair });
  press(repairs.allowPopups);
  expect(repair).toHaveBeenCalledWith('allowPopups', expect.objectContaining({ code: 'blocked' }));
});

test('before anything is known nothing is asked of the user', () => {
  show(NOTHING, {}, { busy: true });
  expect([...document.querySelectorAll('button')].map(({ textContent }) => textContent)).toEqual([
    POPUP_TEXT['zh-CN'].checking,
  ]);
});
