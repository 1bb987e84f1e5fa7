import { INLINE_LENGTH } from './protocol/attachment.js';

/** Requests under way at a time, of all and of one site. */
const MAX_IN_FLIGHT = 256;
/** One for each page socket that a site may have. */
const MAX_IN_FLIGHT_OF_SITE = 100;
/** That no page can take, however many sites there are. */
const KEPT_FOR_OUR_PAGES = 16;
/** Bytes of them: two of the largest documents for each of two sites. */
const MAX_BYTES = 50_000_000;
const MAX_BYTES_OF_SITE = 25_000_000;

interface Share {
  requests: number;
  bytes: number;
}

/** Counts what is under way on a connection, so that no site can fill the memory or keep the others from being served. */
export class InFlight {
  private readonly all: Share = { requests: 0, bytes: 0 };
  private readonly bySite = new Map<string, Share>();

  get requests(): number {
    return this.all.requests;
  }

  /**
   * Counts a request of that site, '' for our own pages; answers what ends it, or null where there is no room for it. A
   * request that is small takes no room by its bytes.
   */
  begin(site: string, bytes: number): (() => void) | null {
    const { all } = this;
    const own = this.bySite.get(site) ?? { requests: 0, bytes: 0 };
    const most = site === '' ? MAX_IN_FLIGHT : MAX_IN_FLIGHT - KEPT_FOR_OUR_PAGES;
    if (all.requests >= most || own.requests >= MAX_IN_FLIGHT_OF_SITE) return null;
    const large = bytes > INLINE_LENGTH;
    if (large && (all.bytes + bytes > MAX_BYTES || own.bytes + bytes > MAX_BYTES_OF_SITE)) return null;
    this.bySite.set(site, own);
    for (const share of [all, own]) {
      share.requests += 1;
      share.bytes += bytes;
    }
    return () => {
      for (const share of [all, own]) {
        share.requests -= 1;
        share.bytes -= bytes;
      }
      if (own.requests === 0) this.bySite.delete(site);
    };
  }
}
