import type { Certificate } from '../../../shared/protocol/certificate-list.js';
import type { Environment } from '../../../shared/protocol/environment-get.js';
import type { Reason } from '../../../shared/protocol/reasons.js';
import type { Token } from '../../../shared/protocol/token-list.js';
import type { SiteStatus } from '../../messages/site-status.js';
import type { Facts, PageFactsFound } from '../facts.js';

export const NOW = Date.parse('2026-11-24T04:00:00Z');
export const PORTAL = 'https://portal.test';
const DAY_MS = 86_400_000;

/** Nothing was told. */
export const NOTHING: Facts = {
  now: NOW,
  browser: null,
  bridge: null,
  environment: null,
  site: null,
  page: null,
  popups: null,
  bound: null,
  record: null,
};

const TOKEN: Token = {
  id: 't1',
  label: '衡水金保科技有限公司',
  driver: 'pkcs11',
  demo: false,
  state: 'present',
  tries: 'unknown',
  onToken: false,
};

/** A certificate of Hebei CA that lasts so many more days. */
export function certificate(days: number, more: Partial<Certificate> = {}): Certificate {
  return {
    id: 'c1',
    token: 't1',
    owner: '衡水金保科技有限公司',
    issuer: '河北省电子认证有限公司',
    uniqueId: '91131100MA0ABCDE1X',
    serial: '01',
    notBefore: new Date(NOW - 300 * DAY_MS).toISOString(),
    notAfter: new Date(NOW + days * DAY_MS).toISOString(),
    algorithm: 'RSA',
    demo: false,
    ...more,
  };
}

/** The bridge has answered, with these tokens and certificates. */
export function bridge(
  tokens: readonly Partial<Token>[],
  certificates: readonly Certificate[] | Reason,
  windows = { password: true, confirm: true },
): Facts {
  return {
    ...NOTHING,
    bridge: {
      bridge: { ok: true, value: { version: '1.0.0', demo: false, windows } },
      tokens: { ok: true, value: tokens.map((token) => ({ ...TOKEN, ...token })) },
      certificates:
        typeof certificates === 'string' ? { ok: false, reason: certificates } : { ok: true, value: [...certificates] },
    },
  };
}

/** There is no bridge to ask. */
export function noBridge(reason: Reason): Facts {
  const failed = { ok: false, reason } as const;
  return { ...NOTHING, bridge: { bridge: failed, tokens: failed, certificates: failed } };
}

export function environment(more: Partial<Environment>): Facts {
  return {
    ...NOTHING,
    environment: {
      system: { platform: 'linux', name: 'Debian GNU/Linux 12 (bookworm)', release: '6.1.0', arch: 'x64' },
      program: { arch: 'x64', bits: 64 },
      drivers: [],
      helper: { installed: 'unknown', running: 'unknown' },
      excel: 'unknown',
      strangers: [],
      ...more,
    },
  };
}

type Front = NonNullable<SiteStatus['site']>;

/** The tab in front shows a site that stands so; null for no website. The other sites are enabled or not. */
export function site(
  standing: Front['standing'] | null,
  more: {
    toReload?: number;
    looksLikePortal?: boolean;
    others?: Readonly<Record<string, boolean>>;
    portal?: string;
  } = {},
): Facts {
  const { toReload = 0, looksLikePortal = null, others = {}, portal } = more;
  const isSet = standing !== null && standing !== 'off';
  const sites = [...(isSet ? [[PORTAL, standing === 'enabled'] as const] : []), ...Object.entries(others)];
  return {
    ...NOTHING,
    site: {
      status: {
        site: standing === null ? null : { origin: PORTAL, standing, by: 'user', toReload },
        sites: sites.map(([origin, enabled]) => ({ origin, by: 'user', enabled })),
      },
      looksLikePortal,
      portal: portal ?? sites[0]?.[0] ?? null,
    },
  };
}

const PAGE: PageFactsFound = {
  pages: 1,
  errorPages: 0,
  unserved: 0,
  registered: true,
  loadedAt: null,
  loopback: null,
};

export function page(more: Partial<PageFactsFound>): Facts {
  return { ...site('enabled'), page: { ...PAGE, ...more } };
}
