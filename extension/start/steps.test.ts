import { describe, expect, test } from 'vitest';
import { CHECK_IDS } from '../../shared/text/checks/codes.js';
import type { Facts } from '../checks/facts.js';
import { judge } from '../checks/result.js';
import { bridge, certificate, environment, NOTHING, noBridge, PORTAL } from '../checks/testing/facts.js';
import { withSeen } from '../keys/stored.js';
import type { Site } from '../messages/site-status.js';
import { obstacleOf, type StepFacts, stepsOf } from './steps.js';

const PLUGGED = bridge([{}], [certificate(300)]);
const ENABLED: Site = { origin: PORTAL, standing: 'enabled', by: 'user', toReload: 0 };

function found(facts: Facts, more: Partial<StepFacts> = {}): StepFacts {
  const seen = facts.bridge?.certificates.ok ? facts.bridge.certificates.value : [];
  return {
    results: CHECK_IDS.map((id) => judge(id, facts)),
    portal: null,
    keys: withSeen([], seen, facts.now),
    loggedIn: [],
    ...more,
  };
}

const states = (facts: StepFacts): string => Object.values(stepsOf(facts)).join(' ');

describe('the steps', () => {
  test.each([
    ['nothing is known', found(NOTHING), 'now later later later'],
    ['the browser is not connected', found(noBridge('bridge.unpaired')), 'now later later later'],
    ['no token is plugged in', found(bridge([], 'token.none')), 'done now later later'],
    ['no site is set', found(PLUGGED), 'done done now later'],
    [
      'the browser does not permit the site',
      found(PLUGGED, { portal: { ...ENABLED, standing: 'ungranted' } }),
      'done done now later',
    ],
    ['its page is not reloaded', found(PLUGGED, { portal: { ...ENABLED, toReload: 1 } }), 'done done now later'],
    ['nobody has logged in', found(PLUGGED, { portal: ENABLED }), 'done done done now'],
    ['another certificate has', found(PLUGGED, { portal: ENABLED, loggedIn: ['c2'] }), 'done done done now'],
    ['this one has', found(PLUGGED, { portal: ENABLED, loggedIn: ['c1'] }), 'done done done done'],
    [
      'it has, and is unplugged',
      found(bridge([], 'token.none'), { portal: ENABLED, loggedIn: ['c1'] }),
      'done now done done',
    ],
    [
      'it has, and the desktop program does not run',
      found(noBridge('bridge.unreachable'), { portal: ENABLED, loggedIn: ['c1'] }),
      'now later done done',
    ],
  ])('%s', (_, facts, expected) => expect(states(facts)).toBe(expected));
});

describe('what stands in the way', () => {
  const noDriver = { ...bridge([], 'token.none'), environment: environment({}).environment };

  test('of the certificate is the driver before the token', () => {
    expect(obstacleOf('certificate', found(noDriver).results)?.code).toBe('none');
  });

  test('of the login is a certificate that has expired, not one that will', () => {
    expect(obstacleOf('login', found(bridge([{}], [certificate(-1)])).results)?.code).toBe('expired');
    expect(obstacleOf('login', found(bridge([{}], [certificate(5)])).results)).toBeNull();
  });
});
