import { success } from '../../shared/protocol/reasons.js';
import type { Reminders } from '../expiry/reminders.js';
import type { Outcome } from '../messages/outcome.js';
import type { PopupPortReply } from '../messages/popup-port.js';
import type { PopupStatus } from '../messages/popup-status.js';
import { answer } from './answer.js';
import type { Link } from './link.js';

export interface PopupPort {
  readonly onDisconnect: { addListener(listener: () => void): void };
  postMessage(message: PopupPortReply): void;
}

/** Keeps the connection to the bridge while the popup is open, and tells it about changes. */
export function popupPort(port: PopupPort, link: Pick<Link<unknown>, 'hold' | 'subscribe'>): void {
  const release = link.hold();
  const unsubscribe = link.subscribe((event) => {
    if (event !== 'beat') port.postMessage({ type: event === 'recorded' ? 'recorded' : 'changed' });
  });
  port.onDisconnect.addListener(() => {
    unsubscribe();
    release();
  });
}

/** Asks the bridge for everything that the popup shows of it; the ends of certificates are kept to be reminded of. */
export async function popupStatus(
  link: Pick<Link<unknown>, 'call'>,
  reminders: Pick<Reminders, 'seen'>,
): Promise<PopupStatus> {
  const bridge = await link.call('status', {});
  const [tokens, certificates] = bridge.ok
    ? await Promise.all([link.call('token.list', {}), link.call('certificate.list', {})])
    : [bridge, bridge];
  if (certificates.ok) {
    reminders.seen(certificates.value.certificates).catch((error: unknown) => {
      console.warn('the ends of certificates cannot be kept', error);
    });
  }
  return {
    bridge: answer(bridge),
    tokens: answer(tokens.ok ? success(tokens.value.tokens) : tokens),
    certificates: answer(certificates.ok ? success(certificates.value.certificates) : certificates),
  };
}

/** Has the bridge change a token's password in its windows. */
export async function changePassword(token: string, link: Pick<Link<unknown>, 'call'>): Promise<Outcome> {
  const outcome = await link.call('password.change', { token });
  return outcome.ok ? { ok: true } : { ok: false, reason: outcome.reason };
}
