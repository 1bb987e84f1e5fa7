import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { CalendarButton } from '../expiry/CalendarButton.js';
import { Row } from './Row.js';
import { longDay, VALIDITY_LEVELS, validityOf } from './validity.js';

/** How long it says so. */
const COPIED_MS = 3_000;

/** A certificate that is there, or was when the popup was open last. */
export interface ShownKey {
  readonly id: string;
  readonly owner: string;
  /** What the user calls it; empty where it has no name of its own. */
  readonly nickname: string;
  /** The company's unified code, or what stands in for it. */
  readonly code: string;
  readonly issuer: string;
  /** ISO 8601; empty where it is not known. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly demo: boolean;
  readonly seal: 'present' | 'absent' | undefined;
  readonly bound: boolean;
}

export interface TokenCardProps {
  readonly shown: ShownKey;
  readonly language: Language;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** It is what was there last; whether it still is has not been told yet. */
  readonly stale: boolean;
  /** Resolves when the text can be pasted. */
  readonly copy: (text: string) => Promise<void>;
  readonly children?: ComponentChildren;
}

export function TokenCard({ shown, language, now, stale, copy, children }: TokenCardProps) {
  const text = POPUP_TEXT[language];
  const { card } = text;
  const { owner, nickname, code, issuer, notBefore, notAfter, demo, seal, bound } = shown;
  const validity = validityOf({ notBefore, notAfter }, now);
  const left = validity.days === 0 ? text.lastDay : text.daysLeft(validity.days);
  return (
    <Row level={VALIDITY_LEVELS[validity.level]} label={text.certificate} stale={stale}>
      <p class="owner">
        {owner} {nickname !== '' && <span class="badge">{nickname}</span>}
      </p>
      {demo && <p class="demo">{text.demo}</p>}
      <dl>
        <dt>{card.code}</dt>
        <dd>
          {code} <CopyButton text={code} label={card.copyCode} language={language} copy={copy} />
        </dd>
        <dt>{text.validUntil}</dt>
        <dd>
          {longDay(notAfter, language)}{' '}
          <strong class="left">{validity.level === 'expired' ? text.expired : left}</strong>
          {validity.level !== 'expired' && (
            <>
              {' '}
              <CalendarButton certificate={shown} language={language} now={now} />
            </>
          )}
        </dd>
        <dt>{card.seal}</dt>
        <dd>{card.seals[seal ?? 'unknown']}</dd>
        <dt>{card.bound}</dt>
        <dd>{bound ? card.isBound : card.notKnown}</dd>
        <dt>{text.issuer}</dt>
        <dd>{issuer}</dd>
      </dl>
      {children}
    </Row>
  );
}

interface CopyButtonProps extends Pick<TokenCardProps, 'language' | 'copy'> {
  readonly text: string;
  /** For screen readers: what it copies. */
  readonly label: string;
}

/** Says for a moment that the text was copied. */
function CopyButton({ text, label, language, copy }: CopyButtonProps) {
  const { card } = POPUP_TEXT[language];
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const press = (): void => {
    copy(text).then(
      () => setCopied(true),
      (error: unknown) => console.warn('the text was not copied', error),
    );
  };
  return (
    <>
      <button type="button" class="link" onClick={press} aria-label={label}>
        {card.copy}
      </button>{' '}
      <span role="status" class="copied">
        {isCopied && card.copied}
      </span>
    </>
  );
}
