import { type Result, success } from '../../shared/protocol/reasons.js';
import type { PopupPortReply } from '../messages/popup-port.js';
import type { PopupStatus } from '../messages/popup-status.js';
import type { Link } from './link.js';

export interface PopupPort {
  readonly onDisconnect: { addListener(listener: () => void): void };
  postMessage(message: PopupPortReply): void;
}

/** Keeps the connection to the bridge while the popup is open, and tells it about changes. */
export function popupPort(port: PopupPort, link: Pick<Link<unknown>, 'hold' | 'subscribe'>): void {
  const release = link.hold();
  const unsubscribe = link.subscribe((event) => {
    if (event !== 'beat') port.postMessage({ type: 'changed' });
  });
  port.onDisconnect.addListener(() => {
    unsubscribe();
    release();
  });
}

/** Asks the bridge for everything that the popup shows. */
export async function popupStatus(
  origin: string | null,
  enabled: ReadonlySet<string>,
  link: Pick<Link<unknown>, 'call'>,
): Promise<PopupStatus> {
  const bridge = await link.call('status', {});
  const list = bridge.ok ? await link.call('certificate.list', {}) : bridge;
  return {
    siteEnabled: origin === null ? null : enabled.has(origin),
    bridge: answer(bridge),
    certificates: answer(list.ok ? success(list.value.certificates) : list),
  };
}

function answer<T>(result: Result<T>) {
  return result.ok ? { ok: true as const, value: result.value } : { ok: false as const, reason: result.reason };
}
