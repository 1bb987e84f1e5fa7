import * as z from 'zod/mini';
import { SITE_STATUS } from './names.js';

/** Who has set a site. */
const by = z.enum(['user', 'administrator']);

/** How the site of the tab in front stands, and which sites are set. */
export const siteStatus = {
  sender: 'own',
  request: z.strictObject({
    type: z.literal(SITE_STATUS),
    /** Serialised origin of the tab in front; null where it is no website. */
    origin: z.nullable(z.string()),
  }),
  response: z.strictObject({
    site: z.nullable(
      z.strictObject({
        origin: z.string(),
        /** `ungranted`: set, but the browser does not (or no longer) permit it. */
        standing: z.enum(['enabled', 'off', 'ungranted', 'forbidden', 'policyUnreadable']),
        by,
        /** Tabs of the site that have to be reloaded before they are served. */
        toReload: z.int(),
      }),
    ),
    sites: z.array(z.strictObject({ origin: z.string(), by, enabled: z.boolean() })),
  }),
} as const;
export type SiteStatus = z.infer<typeof siteStatus.response>;
export type Site = NonNullable<SiteStatus['site']>;
