import type { Hop } from '../messages/hops-list.js';

/** What tables and copied text say of a hop, in the order of `HOPS_TEXT`'s columns. */
export function hopCells({ at, hop, name, took, sent, received, outcome, tab, frame, origin }: Hop): readonly string[] {
  const place = tab === null ? '' : `${tab} / ${frame}`;
  return [new Date(at).toISOString(), hop, name, `${took}`, `${sent} / ${received}`, outcome, place, origin ?? ''];
}
