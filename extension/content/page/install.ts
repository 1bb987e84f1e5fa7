import { vendorService } from '../../../shared/vendor/endpoints.js';
import { areSubprotocols, subprotocolList, webSocketUrl } from './arguments.js';
import { Connection } from './connection.js';
import { EVENT_TYPES } from './handlers.js';
import {
  apply,
  bare,
  baseURI,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  NativeEventTarget,
  NativeProxy,
  urlHostname,
  urlHref,
  urlOrigin,
  urlPort,
  urlProtocol,
} from './primordials.js';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

const connections = new WeakMap<object, Connection>();
const connectionOf = connections.get.bind(connections);
const setConnection = connections.set.bind(connections);

/**
 * Replaces the realm's WebSocket for the vendor's addresses; every other socket is the platform's own object.
 *
 * Ours is a real EventTarget with WebSocket's prototype, and the functions of that prototype are Proxies that
 * serve our objects and pass every other receiver to the native function. So names, descriptors, instanceof, subclasses
 * and errors for foreign receivers come from the platform and need no imitation. What still tells them apart: events
 * are not `isTrusted`, microtasks do not run between two listeners of one event, and toString() shows no function name.
 */
export function install(): void {
  const NativeWebSocket = WebSocket;
  const { prototype } = NativeWebSocket;
  const Replacement = new NativeProxy(NativeWebSocket, bare({ construct: constructSocket }));
  replaceValue(globalThis, 'WebSocket', Replacement);
  replaceValue(prototype, 'constructor', Replacement);

  serve(prototype, 'url', 'get', (ours) => ours.url);
  serve(prototype, 'readyState', 'get', (ours) => ours.readyState);
  serve(prototype, 'bufferedAmount', 'get', (ours) => ours.bufferedAmount);
  serve(prototype, 'protocol', 'get', (ours) => ours.protocol);
  // The relay negotiates none.
  serve(prototype, 'extensions', 'get', () => '');
  serve(prototype, 'binaryType', 'get', (ours) => ours.binaryType);
  serve(prototype, 'binaryType', 'set', (ours, args) => ours.setBinaryType(args[0]));
  for (const type of EVENT_TYPES) {
    serve(prototype, `on${type}`, 'get', (ours) => ours.handlers[type].value);
    serve(prototype, `on${type}`, 'set', (ours, args) => ours.handlers[type].set(args[0]));
  }
  serve(prototype, 'send', 'value', (ours, args) => ours.send(args));
  serve(prototype, 'close', 'value', (ours, args) => ours.close(args[0], args[1]));
}

/** Arguments that the native constructor refuses go to it, so the error is its own. */
function constructSocket(native: typeof WebSocket, args: unknown[], newTarget: () => void): object {
  if (args.length === 0 || typeof args[0] === 'symbol') return construct(native, args, newTarget);
  const input = `${args[0]}`;
  const url = webSocketUrl(input, baseURI(document));
  if (!url || !vendorService({ protocol: urlProtocol(url), hostname: urlHostname(url), port: urlPort(url) })) {
    return construct(native, args.length === 1 ? [input] : [input, args[1]], newTarget);
  }
  const subprotocols = subprotocolList(args[1]);
  if (!areSubprotocols(subprotocols)) return construct(native, [input, subprotocols], newTarget);
  const target: EventTarget = construct(NativeEventTarget, [], newTarget);
  setConnection(target, new Connection(target, urlHref(url), urlOrigin(url), subprotocols[0] ?? ''));
  return target;
}

function replaceValue(owner: object, name: string, value: unknown): void {
  defineProperty(owner, name, { ...getOwnPropertyDescriptor(owner, name), value });
}

function serve(
  prototype: WebSocket,
  name: string,
  part: 'get' | 'set' | 'value',
  answer: (ours: Connection, args: unknown[]) => unknown,
): void {
  const descriptor = getOwnPropertyDescriptor(prototype, name);
  const native: AnyFunction | undefined = descriptor?.[part];
  if (!native) throw new TypeError(`no ${part} of ${name}`);
  const handler: ProxyHandler<AnyFunction> = bare({
    apply(target: AnyFunction, receiver: unknown, args: unknown[]): unknown {
      const ours = connectionOf(receiver as object);
      return ours ? answer(ours, args) : apply(target, receiver, args);
    },
  });
  defineProperty(prototype, name, { ...descriptor, [part]: new NativeProxy(native, handler) });
}
