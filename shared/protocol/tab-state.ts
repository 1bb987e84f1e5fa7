import * as z from 'zod/mini';

/** A tab of a site. */
export const tabOfSite = {
  /** Serialised origin. */
  origin: z.string().check(z.maxLength(300)),
  /** The browser's number. */
  tab: z.int().check(z.nonnegative()),
};
/** SHA-256 of its DER, hex. */
export const certificateId = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const time = z.iso.datetime();
const namedCertificate = z.strictObject({ certificate: certificateId, owner: z.string() });

/** What holds for a tab of a site beyond one signature. */
export const tabState = {
  method: 'tab.state',
  maxBytes: 600,
  caller: 'none',
  params: z.strictObject(tabOfSite),
  result: z.strictObject({
    /** The site opens no window until then, or until `site.resume`, because the user refused it several times. */
    pausedUntil: z.nullable(time),
    /** The certificate that the tab has logged in with: no other one signs for it. */
    bound: z.nullable(namedCertificate),
    /** Another one, which the tab asked for last and was refused. */
    wanted: z.nullable(namedCertificate),
    /** Signatures that were allowed in advance. */
    grant: z.nullable(
      z.strictObject({
        left: z.int(),
        count: z.int(),
        until: time,
        /** Those that were made, the first one first: the short codes of what was signed. */
        signed: z.array(z.strictObject({ time, code: z.string() })),
      }),
    ),
  }),
} as const;
export type TabState = z.infer<typeof tabState.result>;
