/** Serialised origin (RFC 6454) of an http or https address; null where it has none that could be enabled. */
export function siteOrigin(url: string | undefined): string | null {
  if (url === undefined) return null;
  try {
    const { origin, protocol, hostname } = new URL(url);
    // In a match pattern, which the browser would be given, the star would mean every host.
    if (hostname.includes('*')) return null;
    return protocol === 'http:' || protocol === 'https:' ? origin : null;
  } catch {
    // Not an address, so no website.
    return null;
  }
}

export function isSiteOrigin(text: string): boolean {
  return siteOrigin(text) === text;
}

/** The match pattern of an origin's pages and no others: one without a port would mean every port of the host. */
export function sitePattern(origin: string): string {
  const { protocol, hostname, port } = new URL(origin);
  return `${protocol}//${hostname}:${port || (protocol === 'https:' ? 443 : 80)}/*`;
}
