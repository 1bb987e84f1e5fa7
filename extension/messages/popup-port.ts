/** Open while the popup is: keeps the connection to the bridge, and tells when to ask for the status again. */
export const popupPort = { sender: 'own' } as const;

/** `recorded`: what is kept of the record of signatures was compared with it; else something else has changed. */
export interface PopupPortReply {
  readonly type: 'changed' | 'recorded';
}
