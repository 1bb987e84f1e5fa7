import { NOTHING } from '../../workflow/portal.js';
import type { MessageType } from '../index.js';

const place = { origin: 'http://portal.test', tab: 1 };

/** Sound requests of every message that there is. */
export const REQUESTS: Readonly<Record<MessageType, readonly Readonly<Record<string, unknown>>[]>> = {
  beat: [{ type: 'beat' }],
  'popup.status': [{ type: 'popup.status' }],
  'checks.run': [
    { type: 'checks.run', front: { tab: 1, origin: 'http://portal.test' }, pdf: true },
    { type: 'checks.run', front: null, pdf: null },
  ],
  'key.change': [
    { type: 'key.change', change: 'rename', id: 'c1', nickname: '甲公司的' },
    { type: 'key.change', change: 'forget', id: 'c1' },
  ],
  'password.change': [{ type: 'password.change', token: 't1' }],
  'site.status': [{ type: 'site.status', origin: 'http://portal.test' }],
  'site.change': ['enable', 'remove', 'reload'].map((change) => ({
    type: 'site.change',
    change,
    origin: 'http://other.test',
  })),
  'pairing.list': [{ type: 'pairing.list' }],
  'pairing.rename': [{ type: 'pairing.rename', id: 'p1', name: '财务' }],
  'pairing.revoke': ['p1', null].map((id) => ({ type: 'pairing.revoke', id })),
  'tab.state': [{ type: 'tab.state', ...place }],
  'tab.rebind': [{ type: 'tab.rebind', ...place, certificate: 'c'.repeat(64) }],
  'site.resume': [{ type: 'site.resume', origin: place.origin }],
  'grant.ask': [{ type: 'grant.ask', ...place, count: 10 }],
  'expiry.state': [{ type: 'expiry.state' }],
  'expiry.turn': [true, false].map((on) => ({ type: 'expiry.turn', on })),
  'journal.state': [{ type: 'journal.state' }],
  'journal.list': [{ type: 'journal.list', before: 7, limit: 10 }],
  'journal.verify': [{ type: 'journal.verify' }],
  'journal.export': [{ type: 'journal.export', before: null }],
  'journal.accept': [{ type: 'journal.accept' }],
  'popups.state': [{ type: 'popups.state', origin: 'http://portal.test' }],
  'popups.allow': [{ type: 'popups.allow', origin: 'http://portal.test' }],
  'popups.report': [
    { type: 'popups.report', what: 'blocked', to: 'http://other.test' },
    { type: 'popups.report', what: 'closed', to: null },
  ],
  'popups.allowHere': [{ type: 'popups.allowHere' }],
  'hops.list': [{ type: 'hops.list' }],
  'hops.clear': [{ type: 'hops.clear' }],
  'month.look': [{ type: 'month.look', look: { ...NOTHING, unit: { company: '腾飞', account: '13110001' } } }],
  'month.tell': [
    { type: 'month.tell', unit: 'u', period: '202611', wish: { wish: 'tick', step: 'pay', on: true } },
    { type: 'month.tell', unit: 'u', period: '202611', wish: { wish: 'noChanges', on: true } },
    { type: 'month.tell', unit: 'u', period: '202611', wish: { wish: 'asksBackPay', on: false } },
  ],
  'unit.set': [
    { type: 'unit.set', unit: 'u', wish: { wish: 'nickname', nickname: '甲' } },
    { type: 'unit.set', unit: 'u', wish: { wish: 'cutOff', cutOff: 20 } },
    { type: 'unit.set', unit: 'u', wish: { wish: 'forget' } },
  ],
};
