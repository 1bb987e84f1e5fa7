import { HOPS_TEXT } from '../../shared/text/hops.js';
import type { Language } from '../../shared/text/language.js';
import type { Hop } from '../messages/hops-list.js';

/** What tables and copied text say of a hop, in the order of `HOPS_TEXT`'s columns. */
export function hopCells(hop: Hop, language: Language): readonly string[] {
  const { at, name, reached, took, sent, received, outcome, ret, tab, frame, origin } = hop;
  const text = HOPS_TEXT[language];
  return [
    new Date(at).toISOString(),
    hop.hop,
    name,
    reached === undefined ? '' : `${reached}`,
    `${took}`,
    `${sent} / ${received}`,
    outcome === 'ok' ? text.answered(ret ?? null) : ret === undefined ? outcome : `${outcome} (${ret})`,
    tab === null ? '' : `${tab} / ${frame}`,
    origin ?? '',
  ];
}
