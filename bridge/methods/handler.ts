import type { METHODS, MethodName, MethodResult, Params } from '../../shared/protocol/index.js';
import type { Result } from '../../shared/protocol/reasons.js';
import type { Client, Context } from '../signing/context.js';

/**
 * One protocol method. `ctx` is there exactly for the methods whose schema says
 * `caller: 'required'`; the others are asked by the extension's own pages. `signal` aborts when the
 * connection that asked is gone, which is `client`'s.
 */
export type Handler<M extends MethodName> = (
  params: Params<M>,
  ctx: ContextOf<M>,
  signal: AbortSignal,
  client: Client,
) => Promise<Result<MethodResult<M>>>;

type ContextOf<M extends MethodName> = (typeof METHODS)[M]['caller'] extends 'required' ? Context : null;

export type Handlers = { readonly [M in MethodName]: Handler<M> };
