import * as z from 'zod/mini';
import { isSiteOrigin } from '../origin.js';

/** What the administrator has set (chrome.storage.managed). */
export interface SitePolicy {
  readonly presets: ReadonlySet<string>;
  /** A site forbidden by name is so even where it is preset. */
  readonly forbids: (origin: string) => boolean;
  /** False where the settings break their schema: then no site is served, because what they forbid is not known. */
  readonly readable: boolean;
}

const EVERYTHING_ELSE = '*';

/** Our half of managed-schema.json: the browser checks types, we what the texts say. */
const policySchema = z.strictObject({
  sites: z._default(z.array(z.string().check(z.refine(isSiteOrigin))), []),
  forbiddenSites: z._default(
    z.array(z.string().check(z.refine((text) => text === EVERYTHING_ELSE || isSiteOrigin(text) || isHostName(text)))),
    [],
  ),
});

const UNREADABLE: SitePolicy = { presets: new Set(), forbids: () => true, readable: false };

export async function readSitePolicy(): Promise<SitePolicy> {
  try {
    return sitePolicy(await chrome.storage.managed.get());
  } catch (error) {
    console.warn('the administrator’s settings cannot be read', error);
    return UNREADABLE;
  }
}

export function sitePolicy(managed: unknown): SitePolicy {
  const policy = policySchema.safeParse(managed);
  if (!policy.success) {
    console.warn('the administrator’s settings are wrong', z.prettifyError(policy.error));
    return UNREADABLE;
  }
  const presets = new Set(policy.data.sites);
  const forbidden = new Set(policy.data.forbiddenSites);
  return {
    presets,
    forbids: (origin) =>
      forbidden.has(origin) ||
      forbidden.has(new URL(origin).hostname) ||
      (forbidden.has(EVERYTHING_ELSE) && !presets.has(origin)),
    readable: true,
  };
}

function isHostName(text: string): boolean {
  return isSiteOrigin(`http://${text}`) && new URL(`http://${text}`).hostname === text;
}
