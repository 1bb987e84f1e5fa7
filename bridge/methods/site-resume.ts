import { success } from '../../shared/protocol/reasons.js';
import type { Signing } from '../signing/signing.js';
import type { Handler } from './handler.js';

export function siteResumeHandler(signing: Pick<Signing, 'resumeSite'>): Handler<'site.resume'> {
  return async ({ origin }, _ctx, _signal, client) => {
    signing.resumeSite({ ...client, origin });
    return success({});
  };
}
