import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import type { Language } from '../../shared/text/language.js';
import { OPTIONS_TEXT } from '../../shared/text/options.js';
import type { StoredChecks } from '../checks/stored.js';

export interface AboutProps {
  readonly language: Language;
  /** Of the extension. */
  readonly version: string;
  readonly checks: StoredChecks;
}

/** What lies in the extension's package of others, with its licence (SPDX). */
export const THIRD_PARTY: Readonly<Record<string, string>> = {
  preact: 'MIT',
  zod: 'MIT',
  'mvp.css': 'MIT',
  'idb-keyval': 'Apache-2.0',
  'webextension-polyfill': 'MPL-2.0',
};

/** Which versions these are, whose they are, and under which licences. */
export function About({ language, version, checks }: AboutProps) {
  const text = OPTIONS_TEXT[language].about;
  const program = checks.results.find(({ id, code }) => id === 'program' && code === 'ready')?.facts.version;
  const parts = Object.entries(THIRD_PARTY).map(([name, licence]) => `${name} (${licence})`);
  return (
    <>
      <dl>
        <dt>{text.extension}</dt>
        <dd>{version}</dd>
        <dt>{text.program}</dt>
        <dd>{program ?? text.notConnected}</dd>
      </dl>
      <p>{text.unofficial}</p>
      <p>{text.licence}</p>
      <p class="quiet">{text.thirdParty(parts.join(text.comma))}</p>
      <p>
        <a href="/extension/help/index.html" target="_blank" rel="noopener">
          {LIGHT_TEXT[language].help}
        </a>
      </p>
    </>
  );
}
