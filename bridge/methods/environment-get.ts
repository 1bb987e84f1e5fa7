import type { Environment } from '../../shared/protocol/environment-get.js';
import { success } from '../../shared/protocol/reasons.js';
import type { Handler } from './handler.js';

export function environmentGetHandler(environment: () => Promise<Environment>): Handler<'environment.get'> {
  return async () => success(await environment());
}
