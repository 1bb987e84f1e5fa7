import * as z from 'zod/mini';
import type { Log } from '../../ports.js';
import type { KnownHolders } from './company.js';

/** Where the companies are kept. */
export interface CompanyFile {
  /** Null where there is none. @throws the system's error */
  read(): string | null;
  /** Replaces the whole. @throws the system's error */
  write(content: string): void;
  /** Keeps a damaged one out of the way. @throws the system's error */
  setAside(): void;
}

const MAX_COMPANIES = 2_000;
/** A company has a certificate or two, and new ones by and by. */
const MAX_HOLDERS = 10;

const text = z.string().check(z.minLength(1), z.maxLength(300));
const fileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  companies: z.array(
    z.strictObject({
      origin: text,
      company: text,
      holders: z.array(text).check(z.minLength(1), z.maxLength(MAX_HOLDERS)),
    }),
  ),
});

/**
 * Which certificates' holders the companies are that a site's pages speak of: what the user agreed to. A site knows its own
 * alone. The longest unused are forgotten first.
 */
export class KnownCompanies {
  /** By site and company; the one that was learned last is the last. */
  private byCompany: Map<string, readonly string[]> | null = null;
  /** What cannot be read is not written over. */
  private unreadable = false;

  constructor(
    private readonly file: CompanyFile,
    private readonly log: Log,
  ) {}

  of(origin: string): KnownHolders {
    return (company) => new Set(this.all().get(key(origin, company)));
  }

  /** Keeps that the companies are the holder's. Where it cannot be kept the user is asked again another time. */
  learn(origin: string, companies: readonly string[], holder: string): void {
    const all = this.all();
    // What the file does not take would make the whole of it unreadable.
    if (![origin, holder].every(isKept)) return;
    const fresh = companies.filter((name) => isKept(name) && !all.get(key(origin, name))?.includes(holder));
    if (fresh.length === 0) return;
    for (const company of fresh) {
      const name = key(origin, company);
      const holders = [...(all.get(name) ?? []), holder].slice(-MAX_HOLDERS);
      all.delete(name);
      all.set(name, holders);
    }
    for (const oldest of [...all.keys()].slice(0, Math.max(0, all.size - MAX_COMPANIES))) all.delete(oldest);
    if (!this.unreadable) this.attempt('write', () => this.file.write(serialize(all)));
  }

  private all(): Map<string, readonly string[]> {
    this.byCompany ??= this.read();
    return this.byCompany;
  }

  private read(): Map<string, readonly string[]> {
    const content = this.attempt('read', () => this.file.read());
    this.unreadable = content === undefined;
    if (content === undefined || content === null) return new Map();
    const stored = fileSchema.safeParse(parseJson(content));
    if (!stored.success) {
      this.log.event('companies.damaged');
      this.attempt('setAside', () => this.file.setAside());
      return new Map();
    }
    return new Map(stored.data.companies.map(({ origin, company, holders }) => [key(origin, company), holders]));
  }

  private attempt<T>(what: string, run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      this.log.event('companies.failed', {
        what,
        error: (error as NodeJS.ErrnoException).code ?? (error as Error).name,
      });
      return undefined;
    }
  }
}

function isKept(name: string): boolean {
  return text.safeParse(name).success;
}

function serialize(all: ReadonlyMap<string, readonly string[]>): string {
  const companies = [...all].map(([name, holders]) => {
    const [origin, company] = JSON.parse(name) as [string, string];
    return { origin, company, holders: [...holders] };
  });
  return `${JSON.stringify({ schemaVersion: 1, companies } satisfies z.infer<typeof fileSchema>)}\n`;
}

function key(origin: string, company: string): string {
  return JSON.stringify([origin, company]);
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // Told by the schema: it takes no undefined.
    return undefined;
  }
}
