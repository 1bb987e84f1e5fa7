import { useState } from 'preact/hooks';
import type { Reason } from '../../shared/protocol/reasons.js';
import { DIAGNOSIS_PAGE_TEXT, EXPORT_PARTS, type ExportPart } from '../../shared/text/diagnosis-page.js';
import type { Language } from '../../shared/text/language.js';
import { Failure, Row } from '../popup/Row.js';

/** How the saving went: the file's name, or why there is none. */
export type Saved = { readonly name: string } | { readonly failed: Reason };

export interface SaveFormProps {
  readonly language: Language;
  readonly saved: Saved | null;
  readonly save: (parts: readonly ExportPart[]) => void;
}

/** Ticked until the user says otherwise: nothing of them names a company, a website's visits or a signature. */
const TICKED: readonly ExportPart[] = ['checks', 'versions'];

/** Saves what the user ticks to a file. */
export function SaveForm({ language, saved, save }: SaveFormProps) {
  const text = DIAGNOSIS_PAGE_TEXT[language].export;
  const [ticked, setTicked] = useState(TICKED);
  const isEmpty = ticked.every((part) => part === 'company');
  return (
    <section class="card export">
      <h2>{text.title}</h2>
      <p class="quiet">{text.what}</p>
      <ul class="ticks">
        {EXPORT_PARTS.map((part) => (
          <li key={part}>
            <label>
              <input
                type="checkbox"
                name={part}
                checked={ticked.includes(part)}
                onChange={({ currentTarget: { checked } }) =>
                  setTicked((before) => (checked ? [...before, part] : before.filter((one) => one !== part)))
                }
              />{' '}
              {text.parts[part]}
            </label>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <button type="button" onClick={isEmpty ? undefined : () => save(ticked)} aria-disabled={isEmpty}>
          {text.save}
        </button>
        <span class="quiet" role="status">
          {isEmpty ? text.nothing : saved && 'name' in saved && text.saved(saved.name)}
        </span>
      </div>
      {saved && 'failed' in saved && (
        <Row level="bad" label={text.save}>
          <Failure language={language} reason={saved.failed} />
        </Row>
      )}
    </section>
  );
}
