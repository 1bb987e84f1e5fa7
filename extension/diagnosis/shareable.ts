import type { CheckFacts } from '../../shared/text/checks/codes.js';
import type { CheckResult } from '../checks/result.js';

/** What a sentence may name outside of this computer. Whatever else a check comes to note stays here until it is named, too. */
const SHARED_FACTS: readonly string[] = [
  'days',
  'end',
  'file',
  'from',
  'issuer',
  'left',
  'loadedAt',
  'name',
  'origin',
  'port',
  'program',
  'reason',
  'silent',
  'time',
  'version',
];

/** That the token's password is still the initial one is told to nobody else: it would tell the password. */
const OWN_MATTERS: readonly CheckResult['id'][] = ['initialPassword'];

/**
 * What may leave this computer of the findings: no id of a token, no path of a program but its name, and the owner of a
 * certificate only where the user wants it.
 */
export function shareable(results: readonly CheckResult[], withCompany: boolean): readonly CheckResult[] {
  return results
    .filter(({ id }) => !OWN_MATTERS.includes(id))
    .map((result) => ({ ...result, facts: sharedFacts(result.facts, withCompany) }));
}

function sharedFacts(facts: CheckFacts, withCompany: boolean): CheckFacts {
  const owner = 'owner' in facts ? { owner: withCompany ? facts.owner : '***' } : {};
  const told = Object.entries(facts).filter(([name]) => SHARED_FACTS.includes(name));
  return { ...Object.fromEntries(told.map(([name, value]) => [name, withoutFolder(value)])), ...owner } as CheckFacts;
}

/** A user's folders bear the user's name; an address of the web is no path. */
function withoutFolder(value: string | number): string | number {
  if (typeof value === 'number' || /^https?:\/\//.test(value)) return value;
  return /^(\/|[a-z]:\\|\\\\)/i.test(value) ? (value.split(/[\\/]/).at(-1) ?? '') : value;
}
