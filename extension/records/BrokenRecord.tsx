import type { ComponentChildren } from 'preact';
import type { Language } from '../../shared/text/language.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import { Problem, Row } from '../popup/Row.js';

/** Says that the record is not the one that this browser saw before. */
export function BrokenRecord({ language, children }: { language: Language; children: ComponentChildren }) {
  const text = RECORDS_TEXT[language];
  return (
    <Row level="bad" label={text.title}>
      <Problem text={text.broken} />
      {children}
    </Row>
  );
}
