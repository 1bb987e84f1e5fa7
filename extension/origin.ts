/** Serialised origin (RFC 6454) of an http or https address; null where it has none that could be enabled. */
export function siteOrigin(url: string | undefined): string | null {
  if (url === undefined) return null;
  try {
    const { origin, protocol } = new URL(url);
    return protocol === 'http:' || protocol === 'https:' ? origin : null;
  } catch {
    // Not an address, so no website.
    return null;
  }
}
