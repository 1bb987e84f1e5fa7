import type { FirstLoginPart } from '../../shared/text/start.js';
import type { BoundFacts } from '../checks/facts.js';
import { type BindingFacts, readBinding } from '../sites/bindings.js';
import type { PortalPage } from '../sites/portal-pages.js';
import type { BoundCertificates } from './bound-certificates.js';
import type { FirstLogin } from './first-login.js';
import type { SignedLogins } from './signed-logins.js';

export interface BindingsSeenParts {
  readonly bound: BoundCertificates;
  readonly logins: Pick<SignedLogins, 'has' | 'remove'>;
  readonly firstLogin: FirstLogin;
  /** Id of the certificate that the tab has used at the portal; null for none, undefined where nobody tells. */
  readonly certificateOf: (portal: string, tab: number) => Promise<string | null | undefined>;
}

/** What the portal's open pages tell of bindings: each of its own tab's certificate, never of another's. */
export async function bindingsSeen(
  portal: string,
  pages: readonly Pick<PortalPage, 'tab' | 'text'>[],
  { bound, logins, firstLogin, certificateOf }: BindingsSeenParts,
): Promise<BoundFacts> {
  const unbound: string[] = [];
  const parts = new Set<FirstLoginPart>();
  let unboundPage = false;
  for (const { tab, text } of pages) {
    const page = readBinding(text);
    for (const part of partsOf(page)) parts.add(part);
    if (page.binding === null && !page.loggedIn) continue;
    // A tab may have signed, and then somebody has logged in there by account: the page is not about the certificate.
    const certificate = page.by === 'account' ? null : await certificateOf(portal, tab);
    if (certificate === undefined) continue;
    if (certificate === null) {
      unboundPage ||= page.binding === 'unbound';
    } else if (page.binding === 'unbound') {
      unbound.push(certificate);
      await bound.remove(portal, certificate);
      await logins.remove(tab);
    } else if (page.loggedIn && (page.by === 'certificate' || (await logins.has(tab, portal)))) {
      await bound.add(portal, certificate, 'login');
      await firstLogin.ended(portal);
    } else if (page.binding === 'bound') {
      await bound.add(portal, certificate, 'page');
    }
  }
  return { certificates: await bound.of(portal), unbound, unboundPage, parts: await firstLogin.seen(portal, parts) };
}

/** Whoever is in while the portal says 未绑定 has not come in by certificate. */
function partsOf({ loggedIn, by, binding, justBound, passwordChanged }: BindingFacts): readonly FirstLoginPart[] {
  const isAccount = loggedIn && (by === 'account' || (by === null && binding === 'unbound'));
  return [
    ...(isAccount ? (['account'] as const) : []),
    ...(passwordChanged ? (['portalPassword'] as const) : []),
    ...(justBound || (isAccount && binding === 'bound') ? (['binding'] as const) : []),
  ];
}
