import { useState } from 'preact/hooks';
import type { Language } from '../../shared/text/language.js';
import { OPTIONS_TEXT } from '../../shared/text/options.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { CalendarButton } from '../expiry/CalendarButton.js';
import { type KnownKey, NICKNAME_LENGTH } from '../keys/stored.js';
import { longDay, VALIDITY_LEVELS, validityOf } from '../popup/validity.js';

export interface KeyListProps {
  readonly language: Language;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Every certificate that was ever seen. */
  readonly keys: readonly KnownKey[];
  /** An empty name takes the one that it has away. */
  readonly renameKey: (id: string, nickname: string) => void;
  readonly forgetKey: (id: string) => void;
}

/** So many are seen at a glance. */
const WITHOUT_SEARCH = 8;

/** Every certificate that was ever seen, the one that ends first at the top. */
export function KeyList(props: KeyListProps) {
  const { language, keys } = props;
  const text = OPTIONS_TEXT[language].keys;
  const [wanted, setWanted] = useState('');
  const searched = keys.length > WITHOUT_SEARCH ? wanted.trim().toLowerCase() : '';
  const shown = keys
    .filter(({ owner, nickname, code }) => `${owner} ${nickname} ${code}`.toLowerCase().includes(searched))
    .sort((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter));
  return (
    <>
      <p class="quiet">{keys.length === 0 ? text.none : text.explained}</p>
      {keys.length > WITHOUT_SEARCH && (
        <div class="search">
          <input
            type="search"
            aria-label={text.search}
            placeholder={text.search}
            value={wanted}
            onInput={({ currentTarget }) => setWanted(currentTarget.value)}
          />
        </div>
      )}
      {searched !== '' && <p role="status">{text.found(shown.length)}</p>}
      <ul class="known">
        {shown.map((shownKey) => (
          <Key key={shownKey.id} {...props} shown={shownKey} />
        ))}
      </ul>
    </>
  );
}

function Key({ shown, language, now, renameKey, forgetKey }: KeyListProps & { readonly shown: KnownKey }) {
  const text = OPTIONS_TEXT[language].keys;
  const popup = POPUP_TEXT[language];
  const { id, owner, nickname, code, issuer, notAfter, seenAt, present, demo } = shown;
  // When one begins is not kept: whoever has seen it has most likely used it.
  const validity = validityOf({ notBefore: '', notAfter }, now);
  const left = validity.days === 0 ? popup.lastDay : popup.daysLeft(validity.days);
  return (
    <li class={VALIDITY_LEVELS[validity.level]}>
      <h3>
        {owner} <span class={`badge ${present ? 'good' : 'idle'}`}>{present ? text.present : text.absent}</span>
      </h3>
      {demo && <p class="quiet">{popup.demo}</p>}
      <Nickname id={id} owner={owner} nickname={nickname} language={language} rename={renameKey} />
      <dl>
        <dt>{popup.card.code}</dt>
        <dd>{code}</dd>
        <dt>{popup.validUntil}</dt>
        <dd>
          {longDay(notAfter, language)}{' '}
          <strong class="left">{validity.level === 'expired' ? popup.expired : left}</strong>
          {validity.level !== 'expired' && (
            <>
              {' '}
              <CalendarButton certificate={shown} language={language} now={now} />
            </>
          )}
        </dd>
        <dt>{popup.issuer}</dt>
        <dd>{issuer}</dd>
        <dt>{text.seen}</dt>
        <dd>{longDay(seenAt, language)}</dd>
      </dl>
      {!present && (
        <div class="buttons">
          <button type="button" onClick={() => forgetKey(id)} aria-label={text.forgetThis(owner)}>
            {text.forget}
          </button>
        </div>
      )}
    </li>
  );
}

interface NicknameProps {
  readonly id: string;
  readonly owner: string;
  readonly nickname: string;
  readonly language: Language;
  readonly rename: (id: string, nickname: string) => void;
}

function Nickname({ id, owner, nickname, language, rename }: NicknameProps) {
  const text = OPTIONS_TEXT[language].keys;
  const [typed, setTyped] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  const save = (event: Event): void => {
    event.preventDefault();
    if (typed === null) return;
    rename(id, typed.trim());
    setTyped(null);
    setSaved(true);
  };
  return (
    <form class="buttons" onSubmit={save}>
      <label>
        {text.nickname}{' '}
        <input
          type="text"
          name="nickname"
          aria-label={text.nicknameOf(owner)}
          maxLength={NICKNAME_LENGTH}
          value={typed ?? nickname}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setSaved(false);
          }}
        />
      </label>
      {typed !== null && typed.trim() !== nickname && <button type="submit">{text.save}</button>}
      <span role="status">{isSaved && text.saved}</span>
    </form>
  );
}
