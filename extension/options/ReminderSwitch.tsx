import { EXPIRY_TEXT } from '../../shared/text/expiry.js';
import type { Language } from '../../shared/text/language.js';

export interface ReminderSwitchProps {
  readonly language: Language;
  /** Null before the first answer. */
  readonly reminders: { readonly on: boolean; readonly refused: boolean } | null;
  readonly turnReminders: (on: boolean) => void;
}

/** Turns the reminders of the ends of certificates on and off. */
export function ReminderSwitch({ language, reminders, turnReminders }: ReminderSwitchProps) {
  const text = EXPIRY_TEXT[language];
  const on = reminders?.on ?? false;
  return (
    <>
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={on}
          aria-checked={on}
          onChange={({ currentTarget }) => turnReminders(currentTarget.checked)}
        />{' '}
        {text.switch}
      </label>
      <p class="quiet">{text.explained}</p>
      <p role="status">{reminders?.refused && text.refused}</p>
    </>
  );
}
