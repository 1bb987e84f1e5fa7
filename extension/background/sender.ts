import type { SenderKind } from '../messages/sender-kind.js';
import { siteOrigin } from '../origin.js';

/** The parts of chrome.runtime.MessageSender that decide something; all of them are the browser's word. */
export interface Sender {
  readonly id?: string | undefined;
  readonly origin?: string | undefined;
  readonly tab?: { readonly id?: number | undefined; readonly url?: string | undefined } | undefined;
  readonly frameId?: number | undefined;
  readonly documentId?: string | undefined;
  readonly documentLifecycle?: string | undefined;
}

/** What a sender is by the browser's word; null for whoever is not ours. Whether a site is enabled is looked up apart. */
export function senderKind({ id, origin, frameId }: Sender, extension: string): SenderKind | null {
  if (id !== extension) return null;
  if (origin !== `chrome-extension://${extension}`) return 'site';
  // Popup and the like, in a tab or not. No page can frame one; one in a frame would be somebody's to put clicks under.
  return frameId === undefined || frameId === 0 ? 'own' : null;
}

/** A content script of ours in a document of an enabled origin. */
export function isEnabledSite(sender: Sender, extension: string, enabled: ReadonlySet<string>): boolean {
  const { id, origin, tab } = sender;
  // 'null' is every opaque origin's name, so none of them is ever the enabled one.
  return id === extension && tab !== undefined && origin !== undefined && origin !== 'null' && enabled.has(origin);
}

/**
 * The enabled origin of a shown document that stands for its own site: the tab's own, or a frame in a page of that very origin,
 * around which no other page can lead the user's click.
 */
export function siteOf(sender: Sender, extension: string, enabled: ReadonlySet<string>): string | null {
  const { origin, tab, frameId, documentLifecycle } = sender;
  if (origin === undefined || !isEnabledSite(sender, extension, enabled) || documentLifecycle !== 'active') return null;
  return frameId === 0 || siteOrigin(tab?.url) === origin ? origin : null;
}
