/** The parts of chrome.runtime.MessageSender that decide something; all of them are the browser's word. */
export interface Sender {
  readonly id?: string | undefined;
  readonly origin?: string | undefined;
  readonly tab?: { readonly id?: number | undefined; readonly url?: string | undefined } | undefined;
  readonly frameId?: number | undefined;
  readonly documentId?: string | undefined;
  readonly documentLifecycle?: string | undefined;
}

/** Popup and the like: a document of this very extension, in a tab or not. */
export function isOwnPage(sender: Sender, extension: string): boolean {
  return sender.id === extension && sender.origin === `chrome-extension://${extension}`;
}

/** A content script of ours in a document of an enabled origin. */
export function isEnabledSite(sender: Sender, extension: string, enabled: ReadonlySet<string>): boolean {
  const { id, origin, tab } = sender;
  // 'null' is every opaque origin's name, so none of them is ever the enabled one.
  return id === extension && tab !== undefined && origin !== undefined && origin !== 'null' && enabled.has(origin);
}
