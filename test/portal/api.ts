import { ACCOUNT_ACTIONS } from './actions/account.js';
import { CA_ACTIONS } from './actions/ca.js';
import { ENTRY_ACTIONS } from './actions/entries.js';
import { FILING_ACTIONS } from './actions/filings.js';
import { IMPORT_ACTIONS } from './actions/import.js';
import { LEVY_ACTIONS } from './actions/levies.js';
import { PAPER_ACTIONS } from './actions/papers.js';
import type { CheckDurations, CheckName } from './events.js';
import type { Action, Actions, Call, Reply } from './office.js';
import { Refusal } from './refusals.js';

/** What the pages ask for, by address. */
export const ACTIONS: Actions = {
  ...ACCOUNT_ACTIONS,
  ...CA_ACTIONS,
  ...ENTRY_ACTIONS,
  ...IMPORT_ACTIONS,
  ...FILING_ACTIONS,
  ...LEVY_ACTIONS,
  ...PAPER_ACTIONS,
};

/** Runs one action of the portal. Throws the Refusal that it ends in, after recording it. */
export async function runAction(action: Action, call: Omit<Call, 'check' | 'checks'>): Promise<Reply> {
  const checks: CheckDurations = {};
  const check = <T>(name: CheckName, run: () => T): T => {
    const start = performance.now();
    try {
      return run();
    } finally {
      checks[name] = performance.now() - start;
    }
  };
  try {
    return await action.run({ ...call, checks, check });
  } catch (error) {
    if (error instanceof Refusal && action.refused !== undefined) {
      const { events, now } = call.office;
      events.record({ type: action.refused, reason: error.reason, time: now(), checks });
    }
    throw error;
  }
}
