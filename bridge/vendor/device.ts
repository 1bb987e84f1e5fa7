import { success } from '../../shared/protocol/reasons.js';
import type { VendorFunction } from './call.js';

export const deviceFunctions: Readonly<Record<string, VendorFunction>> = {
  /** Tokens are listed afresh at each call, so a reload only has to show that listing works. */
  async ReloadDevice({ tokens }) {
    const listed = await tokens.tokens();
    return listed.ok ? success({}) : listed;
  },
};
