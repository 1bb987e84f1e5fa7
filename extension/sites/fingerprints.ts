import * as z from 'zod/mini';
import type { PageFacts } from './page-facts.js';

const fingerprintsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** A page is taken for the portal when its evidence comes to so many points. */
  pointsNeeded: z.int().check(z.minimum(2), z.maximum(20)),
  evidence: z
    .array(
      z.strictObject({
        in: z.enum(['title', 'text', 'script']),
        /** Looked for in any case of letters and without regard to white space. */
        contains: z.string().check(z.minLength(4), z.maxLength(60)),
        points: z.int().check(z.minimum(1), z.maximum(10)),
        /** How it is known. */
        source: z.string().check(z.minLength(1)),
      }),
    )
    .check(z.minLength(1), z.maxLength(100)),
});
export type Fingerprints = z.infer<typeof fingerprintsSchema>;

/** Throws a ZodError on data that break the schema. */
export function readFingerprints(data: unknown): Fingerprints {
  return fingerprintsSchema.parse(data);
}

/**
 * Whether a page looks like the portal. That is a page's word about itself, which anyone can copy: good enough to make an
 * offer, never to enable anything.
 */
export function looksLikePortal(facts: PageFacts, { evidence, pointsNeeded }: Fingerprints): boolean {
  const places = {
    title: plain(facts.titles.join('\n')),
    text: plain(facts.texts.join('\n')),
    script: plain(facts.scripts.join('\n')),
  };
  const found = evidence.filter((one) => places[one.in].includes(plain(one.contains)));
  return found.reduce((sum, { points }) => sum + points, 0) >= pointsNeeded;
}

function plain(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase();
}
