/** Open while the popup is: keeps the connection to the bridge, and tells when to ask for the status again. */
export const popupPort = { sender: 'own' } as const;

export interface PopupPortReply {
  readonly type: 'changed';
}
