import { createHash } from 'node:crypto';
import type { PageClaims } from '../../shared/protocol/page-claims.js';
import { type Failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { Language } from '../../shared/text/language.js';
import { reasonSentence } from '../../shared/text/reasons.js';
import { vendorCode } from '../../shared/vendor/codes.js';
import { parseVendorFrame, vendorAnswer, WELCOME_FRAME } from '../../shared/vendor/frame.js';
import type { Clock, Log } from '../ports.js';
import { type Client, type Context, documentScope, isOfClient, siteScope } from '../signing/context.js';
import { Once } from '../signing/once.js';
import type { Signing } from '../signing/signing.js';
import type { TokenDirectory } from '../tokens/registry.js';
import { Attendance } from './attendance.js';
import type { VendorSettings } from './call.js';
import { PageSockets } from './sockets.js';
import { VENDOR_FUNCTIONS } from './table.js';

export interface VendorFrameRequest {
  readonly socket: string;
  readonly service: 'certificate' | 'seal';
  readonly key: string;
  readonly frame: string;
  readonly page?: PageClaims | undefined;
}

export interface VendorParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly signing: Signing;
  readonly tokens: TokenDirectory;
  readonly language: Language;
  readonly settings: VendorSettings;
}

/** Plays the vendor's helper: one text frame in, the frame that answers it out. */
export class VendorHelper {
  private readonly sockets = new PageSockets();
  private readonly frames: Once<string | null>;
  private readonly attendance: Attendance;

  constructor(private readonly parts: VendorParts) {
    // Answers are ASCII.
    this.frames = new Once(parts.clock, (answer) => answer?.length ?? 0);
    this.attendance = new Attendance(parts.clock);
  }

  /**
   * Answers a frame once per key; the same frame asked again, over another connection too, gets the
   * same answer. Null where the vendor's helper stays silent. `ctx.signal` is the connection's.
   */
  answer(ctx: Context, request: VendorFrameRequest): Promise<Result<string | null>> {
    const key = siteScope(ctx) + request.key;
    const socket = this.sockets.id(ctx, request.socket);
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([socket, request.service]))
      .update(request.frame, utf8Encoding(request.frame))
      .digest('base64');
    const outcome = this.frames.run(key, fingerprint, () => {
      const signal = this.attendance.begin(key, socket);
      return this.read({ ...ctx, signal }, request).finally(() => this.attendance.end(key));
    });
    this.attendance.wait(key, socket, ctx.signal);
    return outcome;
  }

  /** The page closed that socket: its windows close, and its document's login ends with the last socket. */
  closed(ctx: Context, socket: string): void {
    this.attendance.abortSocket(this.sockets.id(ctx, socket));
    const last = this.sockets.close(ctx, socket);
    if (last) this.parts.signing.endLogins((scope) => scope === documentScope(ctx));
  }

  /** A client is gone for good: nothing of its pages stays open, and no window waits for them. */
  clientGone(client: Client): void {
    this.sockets.closeClient(client);
    // Not by the sockets alone: one that had to make room for another is known no more.
    this.attendance.abortWhere((socket) => isOfClient(client, socket));
    this.parts.signing.endLogins((scope) => isOfClient(client, scope));
  }

  private async read(
    ctx: Context,
    { socket, service, key, frame, page }: VendorFrameRequest,
  ): Promise<Result<string | null>> {
    const parsed = parseVendorFrame(frame);
    if (parsed.kind === 'welcome') return success(WELCOME_FRAME);
    if (parsed.kind === 'foreign') return success(null);
    const { fn } = parsed;
    if (parsed.kind === 'malformed') return success(this.refusal(fn, { reason: 'vendor.malformed' }));
    const run = service === 'certificate' ? VENDOR_FUNCTIONS.get(fn) : undefined;
    if (!run) return success(this.refusal(fn, { reason: 'vendor.unsupported' }));
    const state = this.sockets.state(ctx, socket);
    const { signing, tokens, settings } = this.parts;
    const outcome = await run({
      ctx,
      state,
      params: parsed.params,
      key,
      page: page ?? null,
      signing,
      tokens,
      settings,
    });
    this.parts.log.event('vendor', { fn, ok: outcome.ok, reason: outcome.ok ? '' : outcome.reason });
    return success(outcome.ok ? vendorAnswer(fn, { ret: 0, msg: '', ...outcome.value }) : this.refusal(fn, outcome));
  }

  private refusal(fn: string, { reason, retriesLeft }: Failure): string {
    const msg = reasonSentence(this.parts.language, reason, retriesLeft);
    return vendorAnswer(fn, { ret: vendorCode(reason), msg });
  }
}

/** UTF-8, by the name under which a text of ASCII is not converted first. */
function utf8Encoding(text: string): 'latin1' | 'utf8' {
  return Buffer.byteLength(text) === text.length ? 'latin1' : 'utf8';
}
