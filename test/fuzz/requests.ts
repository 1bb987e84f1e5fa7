import fc from 'fast-check';
import { METHODS, type MethodName, type Params } from '../../shared/protocol/index.js';
import type { PageClaims } from '../../shared/protocol/page-claims.js';

export const CALLER = {
  origin: 'https://portal.test',
  tab: 1,
  frame: 0,
  document: 'd1',
  ancestors: ['https://top.test'],
};

/** What a page says of itself. */
export const PAGE_CLAIMS: PageClaims = {
  purpose: 'login',
  company: '衡水金保科技有限公司',
  code: '91131100MA0ABCDE1X',
  acted: true,
};

/** Right params of every method. */
const PARAMS: { readonly [M in MethodName]: Params<M> } = {
  hello: { protocol: 1, version: '1.0.0' },
  status: {},
  'environment.get': {},
  'token.list': {},
  'certificate.list': {},
  'password.change': { token: 'token-1' },
  'journal.list': { before: 7, limit: 10 },
  'journal.verify': { mirror: { seq: 3, mac: 'm'.repeat(43) } },
  'journal.export': { before: null },
  'pairing.list': {},
  'pairing.rename': { id: 'a'.repeat(32), name: '财务' },
  'pairing.revoke': { id: 'a'.repeat(32) },
  'vendor.call': {
    socket: 'a'.repeat(32),
    service: 'certificate',
    key: 'b'.repeat(32),
    frame: '1|SignText|{"signText":"衡水"}',
    page: PAGE_CLAIMS,
  },
  'tab.state': { origin: CALLER.origin, tab: 1 },
  'tab.rebind': { origin: CALLER.origin, tab: 1, certificate: 'c'.repeat(64) },
  'site.resume': { origin: CALLER.origin },
  'grant.ask': { count: 30 },
};

const OF_PAGES = new Set<string>(
  Object.values(METHODS).flatMap(({ method, caller }) => (caller === 'required' ? [method] : [])),
);

const request = fc.constantFrom(...Object.entries(PARAMS)).chain(([method, params]) =>
  fc.nat(9).map((id) => ({
    jsonrpc: '2.0',
    id,
    method,
    params,
    ...(OF_PAGES.has(method) && { caller: CALLER }),
  })),
);

const closed = { jsonrpc: '2.0', method: 'vendor.closed', params: { socket: 'a'.repeat(32) }, caller: CALLER };

/** What an extension sends: requests of every method, and a notification. */
export const clientFrame: fc.Arbitrary<object> = fc.oneof(
  { weight: 9, arbitrary: request },
  { weight: 1, arbitrary: fc.constant(closed) },
);
