/**
 * TCP ports on 127.0.0.1 that the bridge tries to take, in this order, and that the
 * extension tries to reach. They lie below every system's ephemeral range and away from
 * the vendor's 17212 to 17214. Part of the frozen handshake: append, never reorder.
 */
export const BRIDGE_PORTS: readonly number[] = [18632, 21632, 28632];
