import { success } from '../../shared/protocol/reasons.js';
import type { Signing } from '../signing/signing.js';
import type { TokenDirectory } from '../tokens/registry.js';
import type { Handler } from './handler.js';

export function tokenListHandler(
  directory: TokenDirectory,
  signing: Pick<Signing, 'passwordSeen'>,
): Handler<'token.list'> {
  return async () => {
    const listed = await directory.tokens();
    if (!listed.ok) return listed;
    const tokens = listed.value.map((token) => ({ ...token, ...signing.passwordSeen(token.id) }));
    return success({ tokens });
  };
}
