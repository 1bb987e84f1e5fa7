import { beforeEach, expect, test, vi } from 'vitest';
import type { Caller } from '../../shared/protocol/envelope.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { OpenRelay } from './relay.js';
import { askGrant, rebindTab } from './tabs.js';

const SITE = 'https://portal.test';
const PLACE = { origin: SITE, tab: 1, count: 5 };
const CALLER: Caller = { origin: SITE, tab: 1, frame: 0, document: 'D', ancestors: [] };

const call = vi.fn(async (): Promise<Result<unknown>> => success({}));
const link = { call } as unknown as Parameters<typeof askGrant>[2];

/** An open socket of the tab's top document, or of another. */
function relay(caller: Result<Caller>, isTop = true): OpenRelay {
  return { recheck: async () => {}, isTopOf: (tab) => isTop && tab === 1, caller: async () => caller };
}

beforeEach(() => call.mockClear());

test('the document that the tab shows is asked for, as the browser names it now', async () => {
  expect(await askGrant(PLACE, [relay(success(CALLER))], link)).toEqual({ ok: true });
  expect(call.mock.calls).toEqual([['grant.ask', { count: 5 }, CALLER]]);
});

test('of several documents of a tab it is the newest that may be served', async () => {
  const relays = [
    relay(success({ ...CALLER, document: 'old' })),
    relay(success({ ...CALLER, document: 'new' })),
    relay(failure('site.notEnabled')),
  ];
  await askGrant(PLACE, relays, link);
  expect(call).toHaveBeenCalledExactlyOnceWith('grant.ask', { count: 5 }, { ...CALLER, document: 'new' });
});

test.each([
  ['no socket', []],
  ['a frame’s socket', [relay(success({ ...CALLER, frame: 3 }), false)]],
  ['a site that was removed', [relay(failure('site.notEnabled'))]],
  ['another site since the popup was drawn', [relay(success({ ...CALLER, origin: 'https://other.test' }))]],
])('%s gets nothing asked', async (_, relays) => {
  expect(await askGrant(PLACE, relays, link)).toEqual({ ok: false, reason: 'socket.none' });
  expect(call).not.toHaveBeenCalled();
});

test('another tab’s socket gets nothing asked', async () => {
  expect(await askGrant({ ...PLACE, tab: 2 }, [relay(success(CALLER))], link)).toMatchObject({ reason: 'socket.none' });
});

test('why there is none is told', async () => {
  call.mockResolvedValueOnce(failure('sign.noGrant'));
  expect(await askGrant(PLACE, [relay(success(CALLER))], link)).toEqual({ ok: false, reason: 'sign.noGrant' });
});

test('a tab that goes over to another certificate has no login of it yet', async () => {
  const order: string[] = [];
  const logins = { remove: async (tab: number) => void order.push(`login of ${tab} gone`) };
  call.mockImplementationOnce(async () => {
    order.push('rebound');
    return success({});
  });
  const wish = { origin: SITE, tab: 1, certificate: 'c'.repeat(64) };
  expect(await rebindTab(wish, { link, logins })).toEqual({ ok: true });
  // Or what was seen in between would be taken for the other one's login.
  expect(order).toEqual(['login of 1 gone', 'rebound']);
});
