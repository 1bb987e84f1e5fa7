import { PROOF_DEADLINE_MS, PROOF_SUBPROTOCOL, type ProofCrypto } from '../../shared/proof.js';
import { failure, type Reason, type Result, success } from '../../shared/protocol/reasons.js';
import { Channel, type LinkSocket } from './channel.js';
import { handshake, type Pairing } from './handshake.js';

export interface DialOptions<Key> {
  /** Opens a WebSocket; the browser's constructor in the product. */
  readonly connect: (url: string, subprotocol: string) => LinkSocket;
  readonly crypto: ProofCrypto<Key>;
  /** Our own id. */
  readonly extension: string;
  /** Milliseconds for upgrade and proof together, per port. */
  readonly deadlineMs?: number;
}

/**
 * Tries the ports in order and resolves to the first connection on which the paired bridge proved itself.
 * Fails with `bridge.impostor` where something took the connection and could not, else `bridge.unreachable`.
 */
export async function dial<Key>(
  options: DialOptions<Key>,
  ports: readonly number[],
  pairing: Pairing,
): Promise<Result<Channel>> {
  let reason: Reason = 'bridge.unreachable';
  for (const port of ports) {
    const channel = new Channel(options.connect(`ws://127.0.0.1:${port}/`, PROOF_SUBPROTOCOL));
    const deadline = setTimeout(() => channel.close(), options.deadlineMs ?? PROOF_DEADLINE_MS);
    const opened = await channel.opened;
    const proved =
      opened && (await handshake(channel, options.crypto, { pairing, extension: options.extension, port }));
    clearTimeout(deadline);
    if (proved) return success(channel);
    channel.close();
    if (opened) reason = 'bridge.impostor';
  }
  return failure(reason);
}
