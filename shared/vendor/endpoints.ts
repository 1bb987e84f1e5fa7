/** Which of the vendor's two local services an address names (facts: certificate 17212, seal 17213 and 17214). */
export type VendorService = 'certificate' | 'seal';

const SERVICES: Readonly<Record<string, VendorService>> = {
  '17212': 'certificate',
  '17213': 'seal',
  '17214': 'seal',
};

/**
 * The vendor service behind a parsed address, or null where the address is anybody else's.
 * Any path counts: pages differ in it, and nothing but the vendor's helper listens there.
 */
export function vendorService(url: {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
}): VendorService | null {
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') return null;
  if (url.hostname !== 'localhost' && url.hostname !== '127.0.0.1') return null;
  return SERVICES[url.port] ?? null;
}
