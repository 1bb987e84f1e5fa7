import { success } from '../../shared/protocol/reasons.js';
import type { Signing } from '../signing/signing.js';
import type { Handler } from './handler.js';

export function tabStateHandler(signing: Pick<Signing, 'tabState'>): Handler<'tab.state'> {
  return async (place, _ctx, _signal, client) => success(await signing.tabState({ ...client, ...place }));
}
