import { connect } from 'node:net';
import type { Context } from '../../bridge/signing/context.js';
import type { Reason } from '../../shared/protocol/reasons.js';

/** Has the bench's bridge open its window for a document. */
export interface GrantOrder {
  readonly document: Omit<Context, 'signal'>;
  readonly certificate: string;
  readonly count: number;
  /** What is typed into the window. */
  readonly password: string;
}

export type GrantAnswer = 'granted' | Reason;

/** Rejects unless the signatures were allowed. */
export async function orderGrant(control: string, order: GrantOrder): Promise<void> {
  const socket = connect(control);
  socket.write(`${JSON.stringify(order)}\n`);
  let answer = '';
  for await (const part of socket) answer += String(part);
  if (answer !== 'granted') throw new Error(`the signatures were not allowed: ${answer}`);
}
