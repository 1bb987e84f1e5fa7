import { PAIRING_OPEN_MS, PAIRING_SUBPROTOCOL, PAIRING_TRIES, type PairingCrypto } from '../../shared/pairing.js';
import { failure, type Reason, type Result } from '../../shared/protocol/reasons.js';
import { Channel, type LinkSocket } from '../background/channel.js';
import { type NewPairing, pair } from './pair.js';

export interface ConnectOptions<Key> {
  readonly connect: (url: string, subprotocol: string) => LinkSocket;
  readonly crypto: PairingCrypto<Key>;
  /** Our own id. */
  readonly extension: string;
  /** Where the bridge may be, in the order of trying. */
  readonly ports: readonly number[];
  /** `waiting` until the user has opened it in the bridge, too; then the digits, new ones after a wrong try. */
  readonly show: (step: 'waiting' | { readonly digits: string; readonly wrong: boolean }) => void;
  /** Milliseconds that it is tried for, and between two rounds of trying. */
  readonly openMs?: number;
  readonly pauseMs?: number;
}

const PAUSE_MS = 1_000;
/** How long a port may take for the upgrade, in milliseconds. */
const UPGRADE_MS = 5_000;

/** After these another try makes sense without the user starting anew. */
const GOES_ON: readonly Reason[] = ['pairing.wrongDigits', 'pairing.untrusted', 'pairing.interrupted'];

/**
 * Looks for a bridge whose user has opened the pairing, and pairs with it. Fails with `pairing.expired` where there was none
 * in time, or with what the last try ended with.
 */
export async function connectBrowser<Key>(options: ConnectOptions<Key>): Promise<Result<NewPairing>> {
  const end = Date.now() + (options.openMs ?? PAIRING_OPEN_MS);
  let tries = 0;
  let wrong = false;
  options.show('waiting');
  while (Date.now() < end) {
    for (const port of options.ports) {
      do {
        let shown = false;
        const outcome = await tryPort(options, port, end - Date.now(), (digits) => {
          shown = true;
          options.show({ digits, wrong });
        });
        wrong = false;
        if (!outcome) break;
        if (outcome.ok || !GOES_ON.includes(outcome.reason)) return outcome;
        // A program that made the browser show one row of digits after the other would guess ever better.
        if (shown) tries += 1;
        if (tries >= PAIRING_TRIES) return outcome;
        wrong = outcome.reason === 'pairing.wrongDigits';
        if (shown && !wrong) options.show('waiting');
      } while (wrong);
    }
    await new Promise((resolve) => setTimeout(resolve, options.pauseMs ?? PAUSE_MS));
  }
  return failure('pairing.expired');
}

/** Null where nothing there is open to a pairing. */
async function tryPort<Key>(
  { connect, crypto, extension }: ConnectOptions<Key>,
  port: number,
  leftMs: number,
  show: (digits: string) => void,
): Promise<Result<NewPairing> | null> {
  const channel = new Channel(connect(`ws://127.0.0.1:${port}/`, PAIRING_SUBPROTOCOL));
  const upgrade = setTimeout(() => channel.close(), Math.min(UPGRADE_MS, leftMs));
  const opened = await channel.opened;
  clearTimeout(upgrade);
  if (!opened) return null;
  const deadline = setTimeout(() => channel.close(), leftMs);
  const outcome = await pair(channel, crypto, { extension, port }, show);
  clearTimeout(deadline);
  channel.close();
  return outcome;
}
