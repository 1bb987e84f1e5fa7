import { useState } from 'preact/hooks';
import { HOPS_TEXT } from '../../shared/text/hops.js';
import type { Language } from '../../shared/text/language.js';
import type { Hop } from '../messages/hops-list.js';
import { hopCells } from '../records/hop-cells.js';

export interface HopListProps {
  readonly language: Language;
  /** Oldest first; null while nobody looks. */
  readonly hops: readonly Hop[] | null;
  readonly readHops: () => void;
  readonly clearHops: () => void;
}

/** The messages' ways, for engineers. */
export function HopList({ language, hops, readHops, clearHops }: HopListProps) {
  const text = HOPS_TEXT[language];
  const [tab, setTab] = useState('');
  const [outcome, setOutcome] = useState('');
  const [copied, setCopied] = useState<boolean | null>(null);
  const rows = (hops ?? [])
    .filter((hop) => (tab === '' || `${hop.tab}` === tab) && (outcome === '' || hop.outcome === outcome))
    .map((hop) => hopCells(hop, language));
  const copy = async (): Promise<void> => {
    const lines = [text.columns, ...rows].map((row) => row.join('\t'));
    await navigator.clipboard.writeText(lines.join('\n')).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && readHops()}>
      <summary>{text.what}</summary>
      <div class="buttons">
        <Filter label={text.tab} all={text.all} value={tab} set={setTab} values={tabs(hops ?? [])} />
        <Filter label={text.outcome} all={text.all} value={outcome} set={setOutcome} values={outcomes(hops ?? [])} />
        <button type="button" onClick={readHops}>
          {text.refresh}
        </button>
        <button type="button" onClick={() => void copy()}>
          {text.copy}
        </button>
        <button type="button" onClick={clearHops}>
          {text.clear}
        </button>
      </div>
      <p class="quiet" aria-live="polite">
        {copied !== null && (copied ? text.copied : text.notCopied)}
      </p>
      {rows.length === 0 ? (
        <p class="quiet">{text.none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
        <section class="wide" tabIndex={0} aria-label={text.title}>
          <table>
            <thead>
              <tr>
                {text.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.join()}>
                  {row.map((cell, column) => (
                    <td key={text.columns[column]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}

function tabs(hops: readonly Hop[]): readonly string[] {
  return [...new Set(hops.flatMap(({ tab }) => (tab === null ? [] : `${tab}`)))];
}

function outcomes(hops: readonly Hop[]): readonly string[] {
  return [...new Set(hops.map(({ outcome }) => outcome))];
}

interface FilterProps {
  readonly label: string;
  readonly all: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly values: readonly string[];
}

function Filter({ label, all, value, set, values }: FilterProps) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={({ currentTarget }) => set(currentTarget.value)}>
        <option value="">{all}</option>
        {values.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  );
}
