import browser from 'webextension-polyfill';

/** Asks the service worker. One that does not answer has ended, and with it the connection. */
export async function ask<T>(
  type: string,
  wish: Readonly<Record<string, unknown>>,
  schema: { parse(value: unknown): T },
): Promise<T | { readonly ok: false; readonly reason: 'bridge.disconnected' }> {
  try {
    return schema.parse(await browser.runtime.sendMessage({ type, ...wish }));
  } catch (error) {
    console.error('no answer from the service worker', error);
    return { ok: false, reason: 'bridge.disconnected' };
  }
}
