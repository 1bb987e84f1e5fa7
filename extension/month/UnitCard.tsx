import type { Language } from '../../shared/text/language.js';
import { MONTHS_PAGE_TEXT } from '../../shared/text/months-page.js';
import type { UnitWish } from '../messages/unit-set.js';
import { MAX_NICKNAME, type Unit } from '../workflow/stored.js';

export interface UnitCardProps {
  readonly unit: Unit;
  readonly language: Language;
  readonly set: (unit: string, wish: UnitWish) => void;
  readonly open: (origin: string) => void;
}

const DAYS = Array.from({ length: 31 }, (_, at) => at + 1);

/** What the clerk sets of a unit. */
export function UnitCard({ unit, language, set, open }: UnitCardProps) {
  const text = MONTHS_PAGE_TEXT[language];
  const { key, company, account, nickname, cutOff, origin } = unit;
  return (
    <section class="card unit">
      <h2>{company}</h2>
      <p class="quiet">
        {account !== null && text.account(account)} {text.site(origin)}
      </p>
      <div class="unit-fields">
        <label>
          {text.nickname}
          <input
            type="text"
            maxLength={MAX_NICKNAME}
            value={nickname}
            onChange={({ currentTarget }) => set(key, { wish: 'nickname', nickname: currentTarget.value.trim() })}
          />
        </label>
        <label>
          {text.cutOff}
          <select
            value={cutOff ?? ''}
            onChange={({ currentTarget: { value } }) =>
              set(key, { wish: 'cutOff', cutOff: value === '' ? null : Number(value) })
            }
          >
            <option value="">{text.noCutOff}</option>
            {DAYS.map((day) => (
              <option key={day} value={day}>
                {text.day(day)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="buttons">
        <button type="button" onClick={() => open(origin)}>
          {text.open}
        </button>
        <button type="button" onClick={() => set(key, { wish: 'forget' })} aria-label={text.forgetThis(company)}>
          {text.forget}
        </button>
      </div>
    </section>
  );
}
