import { PROTOCOL_VERSION } from '../../shared/protocol/hello.js';
import { METHODS } from '../../shared/protocol/index.js';
import { success } from '../../shared/protocol/reasons.js';
import type { Records } from '../journal/records.js';
import type { Signing } from '../signing/signing.js';
import type { Handler } from './handler.js';

/** Answers with what this bridge speaks; the extension decides which side is too old. */
export function helloHandler(
  version: string,
  records: Pick<Records, 'head'>,
  signing: Pick<Signing, 'browserRuns'>,
): Handler<'hello'> {
  return async ({ browser }, _ctx, _signal, client) => {
    if (browser !== undefined) signing.browserRuns(client, browser);
    const journal = records.head();
    const methods = Object.keys(METHODS);
    return success({ protocol: PROTOCOL_VERSION, version, methods, ...(journal && { journal }) });
  };
}
