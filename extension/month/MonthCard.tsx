import type { Language } from '../../shared/text/language.js';
import { MONTH_TEXT } from '../../shared/text/month.js';
import type { MonthWish } from '../messages/month-tell.js';
import { isTicked, type TickedStep } from '../workflow/flows.js';
import type { Month } from '../workflow/month.js';
import { type MonthShown, shownMonth } from '../workflow/shown.js';
import { hasChanges } from '../workflow/steps.js';
import type { Unit } from '../workflow/stored.js';

export interface MonthCardProps {
  readonly unit: Unit;
  readonly month: Month;
  readonly language: Language;
  readonly tell: (unit: string, period: string, wish: MonthWish) => void;
}

const MARKS = { done: '✓', now: '▶', later: '·' } as const;

/** A unit's month: what is next, and all its steps folded behind it. */
export function MonthCard(props: MonthCardProps) {
  const { unit, month, language, tell } = props;
  const text = MONTH_TEXT[language];
  const shown = shownMonth(month, language);
  const changes = hasChanges(month);
  const say = (wish: MonthWish): void => tell(unit.key, month.period, wish);
  return (
    <section class="card month">
      <h2>{shown.heading}</h2>
      <p class="quiet">{unit.company}</p>
      <p class="next-step">{shown.summary}</p>
      {shown.next && (
        <>
          <p>{shown.next.todo}</p>
          {shown.next.materials !== '' && <p>{shown.next.materials}</p>}
        </>
      )}
      <Failures shown={shown} title={text.failures} />
      <div class="buttons">
        {shown.next && isTicked(shown.next.id) && (
          <TickButton step={shown.next.id} month={month} language={language} say={say} />
        )}
        {(changes === null || month.noChanges) && (
          <button type="button" onClick={() => say({ wish: 'noChanges', on: !month.noChanges })}>
            {month.noChanges ? text.hasChanges : text.noChanges}
          </button>
        )}
      </div>
      <details>
        <summary>{text.unfold}</summary>
        <ol class="month-steps">
          {shown.steps.map(({ id, state, name, count, detail, blocked }) => (
            <li key={id} class={state} aria-current={state === 'now' ? 'step' : undefined}>
              <span aria-hidden="true">{MARKS[state]}</span>
              <span>
                {name} {count}
                <small>{detail}</small>
                {blocked !== '' && <small>{blocked}</small>}
              </span>
              {state === 'done' && isTicked(id) && month.ticks[id] !== undefined && (
                <TickButton step={id} month={month} language={language} say={say} />
              )}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

function Failures({ shown, title }: { readonly shown: MonthShown; readonly title: string }) {
  if (shown.failures.length === 0) return null;
  return (
    <div class="hint">
      <p>{title}</p>
      <ul>
        {shown.failures.map((failure) => (
          <li key={failure}>{failure}</li>
        ))}
      </ul>
    </div>
  );
}

interface TickButtonProps {
  readonly step: TickedStep;
  readonly month: Month;
  readonly language: Language;
  readonly say: (wish: MonthWish) => void;
}

function TickButton({ step, month, language, say }: TickButtonProps) {
  const text = MONTH_TEXT[language];
  const on = month.ticks[step] === undefined;
  const name = text.steps[step];
  return (
    <button type="button" onClick={() => say({ wish: 'tick', step, on })}>
      {on ? text.tick(name) : text.untick(name)}
    </button>
  );
}
