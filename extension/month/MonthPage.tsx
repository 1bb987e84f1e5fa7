import { useState } from 'preact/hooks';
import type { Language } from '../../shared/text/language.js';
import { MONTH_TEXT } from '../../shared/text/month.js';
import { MONTHS_PAGE_TEXT } from '../../shared/text/months-page.js';
import type { MonthWish } from '../messages/month-tell.js';
import type { UnitWish } from '../messages/unit-set.js';
import { monthsOf, type Unit, type Work } from '../workflow/stored.js';
import { MonthCard } from './MonthCard.js';
import { UnitCard } from './UnitCard.js';

export interface MonthPageProps {
  readonly language: Language;
  readonly work: Work;
  readonly tell: (unit: string, period: string, wish: MonthWish) => void;
  readonly set: (unit: string, wish: UnitWish) => void;
  readonly open: (origin: string) => void;
}

/** So many are seen at a glance. */
const WITHOUT_SEARCH = 4;

/** Every unit that was seen on a portal, each with its last month. */
export function MonthPage(props: MonthPageProps) {
  const { language, work } = props;
  const text = MONTHS_PAGE_TEXT[language];
  const [wanted, setWanted] = useState('');
  const { units } = work;
  const shown = units.length > WITHOUT_SEARCH ? units.filter((unit) => isWanted(unit, wanted)) : units;
  return (
    <main>
      <h1>{text.title}</h1>
      <p class="quiet">{units.length === 0 ? MONTH_TEXT[language].notSeen : text.explained}</p>
      {units.length > WITHOUT_SEARCH && (
        <div class="search">
          <input
            type="search"
            aria-label={text.search}
            placeholder={text.search}
            value={wanted}
            onInput={({ currentTarget }) => setWanted(currentTarget.value)}
          />
          <p role="status">{text.found(shown.length)}</p>
        </div>
      )}
      {shown.map((unit) => (
        <article key={unit.key} class="unit-month">
          <UnitCard unit={unit} language={language} set={props.set} open={props.open} />
          <LastMonth {...props} unit={unit} />
        </article>
      ))}
    </main>
  );
}

function LastMonth({ unit, work, language, tell }: MonthPageProps & { readonly unit: Unit }) {
  const [month] = monthsOf(work, unit.key);
  return month ? <MonthCard unit={unit} month={month} language={language} tell={tell} /> : null;
}

function isWanted({ company, nickname, account }: Unit, wanted: string): boolean {
  return `${company} ${nickname} ${account ?? ''}`.toLowerCase().includes(wanted.trim().toLowerCase());
}
