import { useState } from 'preact/hooks';
import { DIAGNOSIS_PAGE_TEXT } from '../../shared/text/diagnosis-page.js';
import type { Language } from '../../shared/text/language.js';

export interface SupportCardProps {
  readonly language: Language;
  /** What is copied, with the company's name or without. */
  readonly supportText: (withCompany: boolean) => string;
}

/** What can be sent to whoever helps: shown first, then copied. */
export function SupportCard({ language, supportText }: SupportCardProps) {
  const text = DIAGNOSIS_PAGE_TEXT[language].support;
  const [withCompany, setWithCompany] = useState(false);
  const [copied, setCopied] = useState<boolean | null>(null);
  const content = supportText(withCompany);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(content).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <section class="card support">
      <h2>{text.title}</h2>
      <p class="quiet">{text.what}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse selects the text and copies it by keyboard. */}
      <pre tabIndex={0}>{content}</pre>
      <div class="buttons">
        <label>
          <input
            type="checkbox"
            checked={withCompany}
            onChange={({ currentTarget }) => {
              setWithCompany(currentTarget.checked);
              setCopied(null);
            }}
          />{' '}
          {text.company}
        </label>
        <button type="button" onClick={() => void copy()}>
          {text.copy}
        </button>
        <span class="quiet" role="status">
          {copied !== null && (copied ? text.copied : text.notCopied)}
        </span>
      </div>
    </section>
  );
}
