import type { Caller } from '../../shared/protocol/envelope.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import { siteOrigin } from '../origin.js';
import { isEnabledSite, type Sender } from './sender.js';

/**
 * Who asks, from the browser's own sender object. Only `reported` (location.ancestorOrigins, innermost
 * first) is the content script's word: it can make a frame be refused, and its outermost entry must be what
 * the browser says about the tab. Refuses other extensions, origins that are not enabled, opaque origins,
 * documents that are not shown (prerendered, in the back/forward cache), and frames below a foreign document.
 */
export function callerOf(
  sender: Sender,
  reported: readonly string[],
  extension: string,
  enabled: ReadonlySet<string>,
): Result<Caller> {
  if (!isEnabledSite(sender, extension, enabled)) return failure('site.notEnabled');
  const { origin, tab, frameId, documentId, documentLifecycle } = sender;
  if (origin === undefined || tab?.id === undefined || frameId === undefined || documentId === undefined) {
    return failure('site.notEnabled');
  }
  if (documentLifecycle !== 'active') return failure('site.frameRefused');
  const ancestors = frameId === 0 ? [] : reported;
  if (frameId !== 0) {
    const top = siteOrigin(tab.url);
    if (top === null || reported.at(-1) !== top) return failure('site.frameRefused');
    if (!reported.every((ancestor) => enabled.has(ancestor))) return failure('site.frameRefused');
  }
  return success({ origin, tab: tab.id, frame: frameId, document: documentId, ancestors: [...ancestors] });
}
