import type { Caller } from '../../shared/protocol/envelope.js';
import { failure, type Reason, type Result } from '../../shared/protocol/reasons.js';
import type { Language } from '../../shared/text/language.js';
import { reasonSentence } from '../../shared/text/reasons.js';
import { vendorCode } from '../../shared/vendor/codes.js';
import { answeredRet, parseVendorFrame, vendorAnswer, WELCOME_FRAME } from '../../shared/vendor/frame.js';
import { calledFunction } from '../../shared/vendor/functions.js';
import { type VendorPortReply, type VendorPortRequest, vendorPort } from '../messages/vendor-port.js';
import { callerOf } from './caller.js';
import { type HopLog, placeOf } from './hop-log.js';
import type { Link } from './link.js';
import type { Sender } from './sender.js';
import type { SignedLogins } from './signed-logins.js';

/** What the relay needs of a chrome.runtime.Port. */
export interface RelayPort {
  readonly sender?: Sender | undefined;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
  postMessage(message: VendorPortReply): void;
  disconnect(): void;
}

export interface RelayOptions {
  readonly link: Pick<Link<unknown>, 'call' | 'notify' | 'hold'>;
  /** Our own id. */
  readonly extension: string;
  readonly enabled: () => Promise<ReadonlySet<string>>;
  readonly language: Language;
  readonly hops: Pick<HopLog, 'add'>;
  readonly logins: Pick<SignedLogins, 'add'>;
}

/** One page socket that is being served. */
export interface OpenRelay {
  /** Ends the socket, and whatever it has at the bridge, if its page may not be served any more. */
  recheck(): Promise<void>;
  /** Whether its document is what the tab shows, not a frame in it. */
  isTopOf(tab: number): boolean;
  /** Its document as a caller, made anew. */
  caller(): Promise<Result<Caller>>;
}

const LONGEST_WAY_MS = 60_000;

type Open = Extract<VendorPortRequest, { type: 'open' }>;
type Text = Extract<VendorPortRequest, { type: 'text' }>;

/** Serves one page socket: its frames go to the bridge under the caller that the browser names. Calls `ended` when it is over. */
export function relayPort(port: RelayPort, options: RelayOptions, ended: () => void = () => {}): OpenRelay {
  let open: Open | null = null;
  /** Whom the socket was opened for: also who leaves, even where the site has been removed since. */
  let opener: Promise<Result<Caller>> | null = null;
  let connected = true;
  const release = options.link.hold();

  const end = async (): Promise<void> => {
    if (!connected) return;
    connected = false;
    ended();
    const caller = await opener;
    if (open && caller?.ok) options.link.notify('vendor.closed', { socket: open.socket }, caller.value);
    release();
  };
  const callerNow = async ({ ancestors }: Open): Promise<Result<Caller>> =>
    callerOf(port.sender ?? {}, ancestors, options.extension, await options.enabled());
  const reply = (message: VendorPortReply): void => {
    if (connected) port.postMessage(message);
  };

  const start = async (first: Promise<Result<Caller>>): Promise<void> => {
    const caller = await first;
    reply(
      caller.ok ? { type: 'opened', gone: failureFields(options.language, 'extension.updated') } : { type: 'refused' },
    );
  };
  const ask = async (
    { socket, service }: Open,
    { key, frame, page }: Text,
    caller: Result<Caller>,
    reached: number | undefined,
  ): Promise<void> => {
    const at = Date.now();
    const answer = caller.ok
      ? await options.link.call('vendor.call', { socket, service, key, frame, ...(page && { page }) }, caller.value)
      : caller;
    const told = answer.ok ? answer.value.frame : explain(options.language, frame, answer.reason);
    reply({ type: 'answer', key, frame: told });
    const ret = told === null ? null : answeredRet(told);
    if (caller.ok && ret === 0 && page?.purpose === 'login')
      void options.logins.add(caller.value.tab, caller.value.origin);
    options.hops.add({
      at,
      took: Date.now() - at,
      hop: 'page',
      name: calledFunction(frame),
      sent: frame.length,
      received: told?.length ?? 0,
      outcome: answer.ok ? 'ok' : answer.reason,
      ...(ret !== null && { ret }),
      ...(reached !== undefined && { reached }),
      ...placeOf(caller.ok ? caller.value : undefined),
    });
  };

  port.onDisconnect.addListener(() => void end());
  port.onMessage.addListener((message) => {
    const request = vendorPort.request.safeParse(message);
    if (request.success && request.data.type === 'open' && !open) {
      open = request.data;
      opener = callerNow(open);
      void start(opener);
    } else if (request.success && request.data.type === 'text' && open) {
      const { data } = request;
      const opened = open;
      const reached = sincePosted(data);
      void callerNow(opened).then((caller) => ask(opened, data, caller, reached));
    } else {
      port.disconnect();
      void end();
    }
  });
  return {
    async recheck() {
      if (!open || (await callerNow(open)).ok) return;
      port.disconnect();
      await end();
    },
    isTopOf: (tab) => port.sender?.tab?.id === tab && port.sender.frameId === 0,
    caller: async () => (open && connected ? callerNow(open) : failure('bridge.disconnected')),
  };
}

/** Of a page's process, whose clock may be set or which may say anything: no less than nothing, no more than a minute. */
function sincePosted({ postedAt }: Text): number | undefined {
  return postedAt === undefined ? undefined : Math.round(Math.min(Math.max(Date.now() - postedAt, 0), LONGEST_WAY_MS));
}

/** The vendor frame that tells the page's user why there is no answer; null where the page expects none. */
function explain(language: Language, frame: string, reason: Reason): string | null {
  const parsed = parseVendorFrame(frame);
  // The next call gets the explanation; with no welcome, pages would wait for ever.
  if (parsed.kind === 'welcome') return WELCOME_FRAME;
  return parsed.kind === 'foreign' ? null : vendorAnswer(parsed.fn, failureFields(language, reason));
}

function failureFields(language: Language, reason: Reason): { ret: number; msg: string } {
  return { ret: vendorCode(reason), msg: reasonSentence(language, reason) };
}
