import type { ComponentChildren } from 'preact';
import type { Certificate } from '../../shared/protocol/certificate-list.js';
import type { Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { type Level, Row } from './Row.js';
import { type Validity, validityOf } from './validity.js';

const LEVELS: Readonly<Record<Validity['level'], Level>> = { good: 'good', soon: 'warn', expired: 'bad', early: 'bad' };

export function CertificateRow(props: {
  certificate: Certificate;
  language: Language;
  now: number;
  children: ComponentChildren;
}) {
  const { certificate, language, now, children } = props;
  const text = POPUP_TEXT[language];
  const validity = validityOf(certificate, now);
  const left = validity.days === 0 ? text.lastDay : text.daysLeft(validity.days);
  return (
    <Row level={LEVELS[validity.level]} label={text.certificate}>
      <p class="what">{certificate.owner}</p>
      {certificate.demo && <p class="demo">{text.demo}</p>}
      <dl>
        <dt>{text.issuer}</dt>
        <dd>{certificate.issuer}</dd>
        <dt>{text.validUntil}</dt>
        <dd>
          {longDate(certificate.notAfter, language)}{' '}
          <strong class="left">{validity.level === 'expired' ? text.expired : left}</strong>
        </dd>
      </dl>
      {validity.level === 'soon' && <p>{text.renew}</p>}
      {validity.level === 'expired' && <p>{text.expiredTodo}</p>}
      {validity.level === 'early' && <p>{text.early(longDate(certificate.notBefore, language))}</p>}
      {children}
    </Row>
  );
}

function longDate(iso: string, language: Language): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleDateString(language, { dateStyle: 'long' });
}
