import type { TabState } from '../../shared/protocol/tab-state.js';
import type { Language } from '../../shared/text/language.js';
import { TAB_TEXT } from '../../shared/text/tab.js';

export interface GrantListProps {
  readonly language: Language;
  readonly grant: NonNullable<TabState['grant']>;
  /** Its end as a time of the day. */
  readonly until: string;
}

/** How many signatures are still allowed, and those that were made of it. */
export function GrantList({ language, grant, until }: GrantListProps) {
  const text = TAB_TEXT[language].grant;
  const { left, count, signed } = grant;
  return (
    <>
      <p>{left > 0 ? text.left(left, count, until) : text.usedUp(count)}</p>
      {signed.length > 0 && (
        <details>
          <summary>{text.signed(signed.length)}</summary>
          <ol class="signed">
            {signed.map(({ time, code }) => (
              <li key={`${time} ${code}`}>
                <time dateTime={time}>{new Date(time).toLocaleTimeString(language, { hourCycle: 'h23' })}</time>{' '}
                {text.code(code)}
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}
