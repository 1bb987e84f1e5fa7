import { success } from '../../shared/protocol/reasons.js';
import type { Signing } from '../signing/signing.js';
import type { Handler } from './handler.js';

export function tabRebindHandler(signing: Pick<Signing, 'rebindTab'>): Handler<'tab.rebind'> {
  return async ({ certificate, ...place }, _ctx, _signal, client) => {
    const outcome = signing.rebindTab({ ...client, ...place }, certificate);
    return outcome.ok ? success({}) : outcome;
  };
}
