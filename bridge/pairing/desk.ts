import { webcrypto } from 'node:crypto';
import { PAIRING_OPEN_MS, PAIRING_REFUSALS, PAIRING_TRIES } from '../../shared/pairing.js';
import { failure, type Reason, type Result } from '../../shared/protocol/reasons.js';
import type { Language } from '../../shared/text/language.js';
import { WINDOW_TEXT } from '../../shared/text/windows.js';
import type { Clock, Log, Peer, Prompts } from '../ports.js';
import { type PairingWire, pair } from './pair.js';
import type { PairingStore, StoredPairing } from './store.js';

/** Who asks to be connected: what the door has seen of it. */
export interface PairingClient {
  readonly extension: string;
  readonly port: number;
  /** Looked up when it is to be shown. */
  readonly peer: () => Promise<Peer>;
}

export interface PairingDeskParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly language: Language;
  readonly prompts: Pick<Prompts, 'entry'>;
  readonly store: PairingStore;
}

/** What whoever opened the desk hears of it. */
export interface PairingEvents {
  opened(): void;
  /** A program, by its name, asks to be connected; the window for its digits opens. */
  asked(program: string): void;
}

/** The user's two minutes. */
interface Round {
  readonly over: AbortSignal;
  readonly events: PairingEvents;
  readonly end: (outcome: Result<StoredPairing>) => void;
  tries: number;
  busy: boolean;
  /** The last try's digits were wrong. */
  wrong: boolean;
}

/** After these the user may try again within the same two minutes. */
const LEAVE_OPEN: readonly string[] = ['pairing.wrongDigits', 'pairing.untrusted', 'pairing.interrupted'];

/** Connects a browser while the user has opened it: two minutes, one client at a time, three windows. */
export class PairingDesk {
  private round: Round | null = null;

  constructor(private readonly parts: PairingDeskParts) {}

  /**
   * Opens the desk; resolves when a browser is connected, or with the reason why none is. `signal` closes it.
   */
  open(signal: AbortSignal, events: PairingEvents): Promise<Result<StoredPairing>> {
    const { clock, log, store } = this.parts;
    if (this.round) return Promise.resolve(failure('pairing.busy'));
    if (store.full()) return Promise.resolve(failure('pairing.full'));
    if (signal.aborted) return Promise.resolve(failure('pairing.refused'));
    log.event('pairing.opened');
    events.opened();
    return new Promise((resolve) => {
      const over = new AbortController();
      const end = (outcome: Result<StoredPairing>): void => {
        if (over.signal.aborted) return;
        forget();
        signal.removeEventListener('abort', cancel);
        this.round = null;
        over.abort(outcome.ok ? undefined : outcome.reason);
        log.event('pairing.closed', { reason: outcome.ok ? '' : outcome.reason });
        resolve(outcome);
      };
      const cancel = (): void => end(failure('pairing.refused'));
      const forget = clock.after(PAIRING_OPEN_MS, () => end(failure('pairing.expired')));
      signal.addEventListener('abort', cancel, { once: true });
      this.round = { over: over.signal, events, end, tries: 0, busy: false, wrong: false };
    });
  }

  /** Whether a client would be served now; for any other time the door is shut as to all strangers. */
  admits(): boolean {
    return this.round !== null && !this.round.busy;
  }

  /** Serves one client, and closes its connection when done with it. */
  async serve(wire: PairingWire, client: PairingClient): Promise<void> {
    const { round } = this;
    if (!round || round.busy) return wire.close();
    round.busy = true;
    const outcome = await this.attend(round, wire, client);
    round.busy = false;
    const told = this.conclude(round, outcome);
    const refusal = !told.ok && PAIRING_REFUSALS.find((one) => one === told.reason);
    if (refusal) wire.send({ e: refusal });
    wire.close();
  }

  private async attend(round: Round, wire: PairingWire, client: PairingClient): Promise<Result<StoredPairing>> {
    const { clock, store } = this.parts;
    const { extension, port } = client;
    let name = '';
    const ask = async (): Promise<Result<string>> => {
      const peer = await client.peer();
      name = programName(peer) ?? WINDOW_TEXT[this.parts.language].someBrowser;
      return this.askDigits(round, wire, peer);
    };
    // What was on its way when the two minutes ended comes too late.
    const keep = (secret: Buffer): Result<StoredPairing> =>
      round.over.aborted ? failure('pairing.expired') : store.add({ name, extension, secret });
    return pair(wire, webcrypto, { bridge: store.bridge, extension, port }, clock, { ask, keep });
  }

  private async askDigits(round: Round, wire: PairingWire, peer: Peer): Promise<Result<string>> {
    const text = WINDOW_TEXT[this.parts.language];
    const closing = AbortSignal.any([round.over, wire.gone]);
    round.tries += 1;
    round.events.asked(programName(peer) ?? text.someBrowser);
    let error: 'wrong' | 'form' | null = round.wrong ? 'wrong' : null;
    for (;;) {
      const window = text.pairing({ ...peer, error, triesLeft: PAIRING_TRIES - round.tries + 1 });
      const answer = await this.parts.prompts.entry(window, closing);
      if (round.over.aborted) return failure(round.over.reason as Reason);
      if (wire.gone.aborted) return failure('pairing.interrupted');
      if (answer.kind === 'cancelled') return failure('pairing.refused');
      if (answer.kind === 'timeout') return failure('pairing.expired');
      if (answer.kind === 'unavailable') return failure('prompt.unavailable');
      const digits = readDigits(answer.value);
      if (digits !== null) return { ok: true, value: digits };
      error = 'form';
    }
  }

  /** Ends the round where nothing is left to try; answers what the client is told. */
  private conclude(round: Round, outcome: Result<StoredPairing>): Result<StoredPairing> {
    round.wrong = !outcome.ok && outcome.reason === 'pairing.wrongDigits';
    if (outcome.ok || !LEAVE_OPEN.includes(outcome.reason)) round.end(outcome);
    else if (round.tries >= PAIRING_TRIES) {
      round.end(failure('pairing.tooManyTries'));
      return failure('pairing.tooManyTries');
    }
    return outcome;
  }
}

/** The six digits in what was typed; full-width ones and spaces between are as good. */
function readDigits(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}

/** The file's name of the program, without its folder. */
function programName({ program }: Peer): string | null {
  return program?.split(/[\\/]/).at(-1) || null;
}
