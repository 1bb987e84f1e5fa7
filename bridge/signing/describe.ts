import type { PageClaims } from '../../shared/protocol/page-claims.js';
import { displayOrigin, displayText } from '../../shared/text/display.js';
import type { AskingSite, OwnerText, PageText } from '../../shared/text/window-facts.js';
import type { HeldCertificate } from '../tokens/registry.js';
import type { CompanyMatch } from './consent/company.js';
import type { Context } from './context.js';

const COMPANY_LENGTH = 40;

export function askingSite(ctx: Context): AskingSite {
  return { site: displayOrigin(ctx.origin), insecure: !ctx.secure };
}

/** `now` in milliseconds since the epoch. */
export function ownerText({ info }: Pick<HeldCertificate, 'info'>, now: number): OwnerText {
  const { owner, demo, notBefore, notAfter } = info;
  return { owner, demo, expired: Date.parse(notAfter) < now, early: Date.parse(notBefore) > now };
}

/** What a window tells of the page's own words; null where it has said nothing worth a line. */
export function pageText(page: PageClaims | null, company: CompanyMatch): PageText | null {
  if (!page) return null;
  const { purpose } = page;
  const name = page.company ?? page.code;
  if (name === null && purpose === null) return null;
  return { purpose, company: name === null ? null : displayText(name, COMPANY_LENGTH), match: company };
}
