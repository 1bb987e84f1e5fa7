import { success } from '../../shared/protocol/reasons.js';
import type { TokenDirectory } from '../tokens/registry.js';
import type { Handler } from './handler.js';

export function tokenListHandler(directory: TokenDirectory): Handler<'token.list'> {
  return async () => {
    const tokens = await directory.tokens();
    return tokens.ok ? success({ tokens: [...tokens.value] }) : tokens;
  };
}
