import type { PageClaims } from '../../../shared/protocol/page-claims.js';
import { unifiedCodeOf } from '../../tokens/certificate.js';
import type { HeldCertificate } from '../../tokens/registry.js';

/**
 * How the company that a page speaks of goes with a certificate. `unsaid`: the page names none · `same` · `nameDiffers`:
 * another name, which may be the same company's · `other`: a company that is known to be another one.
 */
export type CompanyMatch = 'unsaid' | 'same' | 'nameDiffers' | 'other';

/** Whose a certificate is: what stays the same when it is renewed. */
export interface CertificateHolder {
  readonly name: string;
  /** 统一社会信用代码; null where the certificate tells none. */
  readonly code: string | null;
  /** The certificate's unique id, by which portals bind it. */
  readonly id: string;
}

/** What was learned of companies: the holders' ids that a page's company was agreed to be, by `companyKeys`. */
export type KnownHolders = (company: string) => ReadonlySet<string>;

export type ClaimedCompany = Pick<PageClaims, 'company' | 'code'>;

export function holderOf({ info, parsed }: Pick<HeldCertificate, 'info' | 'parsed'>): CertificateHolder {
  return { name: info.owner, code: unifiedCodeOf(parsed), id: parsed.uniqueId };
}

/** The names by which a page's company is learned; none where the page names none. */
export function companyKeys({ company, code }: ClaimedCompany): string[] {
  return [...(code === null ? [] : [code]), ...(company === null ? [] : [plainName(company)])];
}

/** By what the page, the certificate and the user have said; a further certificate that is present may tell more (`names`). */
export function matchCompany(claimed: ClaimedCompany, holder: CertificateHolder, known: KnownHolders): CompanyMatch {
  const keys = companyKeys(claimed);
  if (keys.length === 0) return 'unsaid';
  if (claimed.code !== null && holder.code !== null) return claimed.code === holder.code ? 'same' : 'other';
  // Names are shared, codes are not: where a code is known, it alone counts.
  const byCode = claimed.code === null ? new Set<string>() : known(claimed.code);
  if (byCode.size > 0) return byCode.has(holder.id) ? 'same' : 'other';
  const learned = new Set(keys.flatMap((key) => [...known(key)]));
  if (learned.has(holder.id)) return 'same';
  if (names(claimed, holder)) return 'same';
  return learned.size > 0 ? 'other' : 'nameDiffers';
}

/** Whether the page speaks of that very company. */
export function names({ company, code }: ClaimedCompany, holder: CertificateHolder): boolean {
  if (code !== null && code === holder.code) return true;
  return company !== null && plainName(company) === plainName(holder.name);
}

/** The same name in other widths, brackets and spaces is the same name. */
function plainName(name: string): string {
  return name.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');
}
