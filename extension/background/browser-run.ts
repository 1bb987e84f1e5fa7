const KEY = 'browserRun';

/**
 * Names this run of the browser by 128 random bits, hex: the number of a tab says nothing in another one. Kept where the
 * browser forgets it at its end.
 */
export async function browserRun(): Promise<string> {
  const kept: unknown = (await chrome.storage.session.get(KEY))[KEY];
  if (typeof kept === 'string') return kept;
  const run = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  await chrome.storage.session.set({ [KEY]: run });
  return run;
}

/** Whether this is the first life of the service worker in this run of the browser: a browser's start, or an installation. */
export async function isFirstLife(): Promise<boolean> {
  const { alive } = await chrome.storage.session.get('alive');
  await chrome.storage.session.set({ alive: true });
  return alive !== true;
}
