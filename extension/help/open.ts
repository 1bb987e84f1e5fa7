import type { HelpId } from '../../shared/text/help/ids.js';

/** The address of a page of help, on the extension's own origin. */
export function helpAddress(id: HelpId): string {
  return `/extension/help/index.html#${id}`;
}
