import type { ComponentChildren } from 'preact';
import type { Reason } from '../../shared/protocol/reasons.js';
import { REASON_HELP } from '../../shared/text/help/reasons.js';
import type { Language } from '../../shared/text/language.js';
import { REASON_TEXT, type ReasonText } from '../../shared/text/reasons.js';
import { HelpLink } from '../help/HelpLink.js';

export type Level = 'good' | 'warn' | 'bad' | 'idle';

const MARKS: Readonly<Record<Level, string>> = {
  good: 'M4 8.5 7 11.5 12.5 5',
  warn: 'M8 3.5v5.5M8 12v.5',
  bad: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  idle: 'M4.5 8h7',
};

/** One line of the popup: a mark, what it is about, and how it stands. */
export function Row(props: { level: Level; label: string; stale?: boolean; children: ComponentChildren }) {
  const { level, label, stale = false, children } = props;
  return (
    <section class={`row ${level}${stale ? ' stale' : ''}`}>
      <Mark level={level} />
      <div>
        <h2>{label}</h2>
        {children}
      </div>
    </section>
  );
}

export function Mark({ level }: { level: Level }) {
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
      <path d={MARKS[level]} />
    </svg>
  );
}

/** Something to know that stops nobody. */
export function Hint({ text }: { text: ReasonText }) {
  return (
    <div class="hint">
      <p>{text.what}</p>
      <p>{text.todo}</p>
    </div>
  );
}

/** What broke, and what mends it. */
export function Problem({ text }: { text: ReasonText }) {
  return (
    <>
      <p class="what">{text.what}</p>
      <p>{text.todo}</p>
    </>
  );
}

/** A failure in its words, with the page that helps. */
export function Failure({ language, reason }: { language: Language; reason: Reason }) {
  const help = REASON_HELP[reason];
  return (
    <>
      <Problem text={REASON_TEXT[language][reason]} />
      {help && (
        <p>
          <HelpLink language={language} id={help} />
        </p>
      )}
    </>
  );
}
