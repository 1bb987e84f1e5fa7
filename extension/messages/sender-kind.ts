/** Who may send a message: the content script on an enabled site, or one of the extension's own pages. */
export type SenderKind = 'site' | 'own';
