import { checkSays, checkText } from '../../shared/text/checks/index.js';
import { DIAGNOSIS_PAGE_TEXT } from '../../shared/text/diagnosis-page.js';
import { displayText } from '../../shared/text/display.js';
import { beijingTime } from '../../shared/text/journal.js';
import type { Language } from '../../shared/text/language.js';
import { type CheckResult, inOrder, stateOf } from '../checks/result.js';
import type { KnownKey } from '../keys/stored.js';
import { chainOf } from './chain.js';
import { shareable } from './shareable.js';

/** What is told to others. */
export interface Told {
  readonly language: Language;
  readonly results: readonly CheckResult[];
  /** The certificates that were ever seen. */
  readonly keys: readonly KnownKey[];
  readonly withCompany: boolean;
  /** Of the extension. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const NAME_LENGTH = 100;
const ORDER = ['bad', 'alarm', 'warn', 'info'] as const;

/** The versions of everything between the page and the token. */
export function versionLines({ language, results, version }: Told): readonly string[] {
  const text = DIAGNOSIS_PAGE_TEXT[language].support;
  const program = results.find(({ id }) => id === 'program')?.facts.version;
  return [
    text.versions(version, program === undefined ? text.noProgram : `${program}`),
    ...shareable(results, false)
      .filter(({ id }) => id === 'browser' || id === 'system')
      .sort(inOrder)
      .map((result) => findingLine(result, language)),
  ];
}

/** A finding in a line: how it counts, its name and its sentence. */
export function findingLine(result: CheckResult, language: Language): string {
  const { line, marks } = DIAGNOSIS_PAGE_TEXT[language].support;
  const { what } = checkSays(result.id, result.code, result.facts, language);
  return line(marks[stateOf(result)], checkText(result.id, language).name, what);
}

/** About ten lines for whoever helps: versions, the first broken link, and every finding that is not good. */
export function supportText(told: Told): string {
  const { language, withCompany, now } = told;
  const page = DIAGNOSIS_PAGE_TEXT[language];
  const text = page.support;
  const results = shareable(told.results, withCompany);
  const { broken } = chainOf(results, null);
  const versions = results.filter(({ id }) => id !== 'browser' && id !== 'system');
  const problems = ORDER.flatMap((state) => versions.filter((result) => stateOf(result) === state).sort(inOrder));
  const unknown = versions.filter((result) => stateOf(result) === 'unknown').sort(inOrder);
  return [
    text.heading,
    text.time(beijingTime(new Date(now).toISOString())),
    ...versionLines(told),
    ...companyLines(told),
    text.firstBroken(broken && page.links[broken.link]),
    ...problems.map((result) => findingLine(result, language)),
    ...(unknown.length > 0 ? [text.unconfirmed(unknown.map(({ id }) => checkText(id, language).name))] : []),
  ].join('\n');
}

/** Whose certificates are there now; empty unless the user wants it. */
export function companyLines({ language, keys, withCompany }: Told): readonly string[] {
  const present = withCompany ? keys.filter((key) => key.present) : [];
  const names = [...new Set(present.map(({ owner, code }) => displayText(`${owner} ${code}`.trim(), NAME_LENGTH)))];
  return names.map((name) => DIAGNOSIS_PAGE_TEXT[language].support.companies(name));
}
