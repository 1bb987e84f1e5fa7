import * as z from 'zod/mini';
import { environmentSchema } from '../../shared/protocol/environment-get.js';
import { REASONS, type Result } from '../../shared/protocol/reasons.js';
import { tokenSchema } from '../../shared/protocol/token-list.js';
import { type ChainReport, isIntact } from '../journal/verify.js';
import type { Clock, Prompts } from '../ports.js';
import type { TokenDirectory } from '../tokens/registry.js';
import { isWritable } from './disk.js';
import { limited } from './limited.js';

const DAY_MS = 24 * 3_600_000;
/** Drivers have limits of their own, which end before. */
const LIMIT_MS = 10_000;

const count = z.int().check(z.nonnegative());

/** What `main.js diagnose` tells: nothing of it names a person, a company's number or a password. */
export const diagnosisSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** ISO 8601, UTC. */
  at: z.string(),
  version: z.string(),
  environment: environmentSchema,
  /** `blocked`: none runs, and none can, for other programs hold all of its ports. `silent`: one runs that does not answer. */
  running: z.union([z.enum(['no', 'blocked', 'silent']), z.strictObject({ since: z.string(), port: z.int() })]),
  /** Null where no bridge says so. */
  browsers: z.nullable(z.strictObject({ known: count, connected: count })),
  tokens: z.union([
    z.array(
      z.strictObject({
        label: z.string(),
        certificates: count,
        /** Until the first of its certificates expires; null where it holds none. */
        daysLeft: z.nullable(z.int()),
        tries: tokenSchema.shape.tries,
        retriesLeft: z.optional(count),
      }),
    ),
    z.strictObject({ reason: z.enum(REASONS) }),
  ]),
  /** Whether the windows' programs can be started. */
  windows: z.strictObject({ password: z.boolean(), confirm: z.boolean() }),
  /** Whether the home folder takes what is written to it. */
  writable: z.boolean(),
  /** `none`: nothing was signed yet. */
  journal: z.enum(['intact', 'damaged', 'unreadable', 'none']),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

export interface DiagnosisParts {
  readonly clock: Clock;
  readonly version: string;
  readonly home: string;
  readonly prompts: Pick<Prompts, 'available'>;
  readonly tokens: TokenDirectory;
  readonly environment: () => Promise<Diagnosis['environment']>;
  readonly running: Diagnosis['running'];
  readonly browsers: Diagnosis['browsers'];
  /** The record of signatures; null where there is none yet. */
  readonly journal: () => Result<Pick<ChainReport, 'findings'>> | null;
}

/** Looks at every link of the chain from a page to the token, side by side. */
export async function diagnose(parts: DiagnosisParts): Promise<Diagnosis> {
  const { clock, version, home, prompts, running, browsers } = parts;
  const [environment, tokens, windows] = await Promise.all([
    parts.environment(),
    limited(clock, LIMIT_MS, () => tokensOf(parts), { reason: 'driver.timeout' as const }),
    limited(clock, LIMIT_MS, () => prompts.available(), { password: false, confirm: false }),
  ]);
  const at = new Date(clock.now()).toISOString();
  const facts = { version, environment, running, browsers, tokens, windows };
  return { schemaVersion: 1, at, ...facts, writable: isWritable(home), journal: journalState(parts.journal()) };
}

async function tokensOf({ tokens: directory, clock }: DiagnosisParts): Promise<Diagnosis['tokens']> {
  const tokens = await directory.tokens();
  if (!tokens.ok) return { reason: tokens.reason };
  const certificates = await directory.certificates();
  if (!certificates.ok) return { reason: certificates.reason };
  return tokens.value.map(({ id, label, tries, retriesLeft }) => {
    const ends = certificates.value
      .filter(({ info }) => info.token === id)
      .map(({ info }) => Math.floor((Date.parse(info.notAfter) - clock.now()) / DAY_MS));
    const daysLeft = ends.length === 0 ? null : Math.min(...ends);
    return { label, certificates: ends.length, daysLeft, tries, ...(retriesLeft === undefined ? {} : { retriesLeft }) };
  });
}

function journalState(report: ReturnType<DiagnosisParts['journal']>): Diagnosis['journal'] {
  if (report === null) return 'none';
  if (!report.ok) return 'unreadable';
  return isIntact(report.value.findings) ? 'intact' : 'damaged';
}
