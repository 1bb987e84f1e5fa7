import * as z from 'zod/mini';
import { PURPOSES } from './purposes.js';

const MAX_COMPANY_LENGTH = 100;

/**
 * What a page says of itself, as our content script found it there. Anybody who can write the page can write this: it is
 * shown as 「网页称」, it can make a window more careful, and it never makes one needless by itself.
 */
export const pageClaimsSchema = z.strictObject({
  purpose: z.nullable(z.enum(PURPOSES)),
  /** Name of the company that the page is about. */
  company: z.nullable(z.string().check(z.minLength(1), z.maxLength(MAX_COMPANY_LENGTH))),
  /** Its 统一社会信用代码 (GB 32100: 18 digits and capital letters). */
  code: z.nullable(z.string().check(z.regex(/^[0-9A-Z]{18}$/))),
  /** The user has clicked or typed in the document within the last half minute. */
  acted: z.boolean(),
});
export type PageClaims = z.infer<typeof pageClaimsSchema>;
