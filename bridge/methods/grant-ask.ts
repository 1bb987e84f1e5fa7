import { failure, success } from '../../shared/protocol/reasons.js';
import type { Signing } from '../signing/signing.js';
import type { Handler } from './handler.js';

/** `certificate.notChosen` where the tab has not logged in yet: nobody knows then what the signatures are to be made with. */
export function grantAskHandler(signing: Pick<Signing, 'certificateOfTab' | 'grantSignatures'>): Handler<'grant.ask'> {
  return async ({ count }, ctx) => {
    const certificate = signing.certificateOfTab(ctx);
    if (certificate === null) return failure('certificate.notChosen');
    const outcome = await signing.grantSignatures(ctx, certificate, count);
    return outcome.ok ? success({}) : outcome;
  };
}
