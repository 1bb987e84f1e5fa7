import type { Scenario } from './scenarios.js';
import { finish, next, outcome } from './trace.js';

/** A descriptor with its functions told by name, length and whether their source is the platform's. */
function told(owner: object, name: string): unknown {
  const descriptor = Reflect.getOwnPropertyDescriptor(owner, name);
  if (!descriptor) return null;
  return Object.entries(descriptor).map(([part, value]) => [
    part,
    typeof value === 'function' ? toldFunction(value) : String(value),
  ]);
}

/** The source without the function's name: a Proxy of a native function cannot show it. */
function toldFunction(value: (...args: never) => unknown): unknown {
  const source = Function.prototype.toString.call(value);
  return [value.name, value.length, Object.keys(value), source.includes('{ [native code] }'), 'prototype' in value];
}

export const objectScenarios: Record<string, Scenario> = {
  'object: the constructor': (trace) => {
    trace.push(
      told(globalThis, 'WebSocket'),
      Reflect.ownKeys(WebSocket).map(String),
      ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED', 'name', 'length', 'prototype'].map((name) => told(WebSocket, name)),
      Object.getPrototypeOf(WebSocket) === EventTarget,
      WebSocket.prototype.constructor === WebSocket,
      Object.getPrototypeOf(WebSocket.prototype) === EventTarget.prototype,
      String(WebSocket.prototype),
    );
  },
  'object: the prototype': (trace) => {
    for (const name of Reflect.ownKeys(WebSocket.prototype)) {
      if (typeof name !== 'string') continue;
      trace.push(name, told(WebSocket.prototype, name));
      trace.push(outcome(() => Reflect.get(WebSocket.prototype, name, {})));
      trace.push(outcome(() => Reflect.set(WebSocket.prototype, name, 1, Object.create(null)) && 'set'));
    }
    trace.push(outcome(() => Reflect.apply(WebSocket.prototype.send, {}, ['x'])));
    trace.push(outcome(() => Reflect.apply(WebSocket.prototype.close, new EventTarget(), [])));
    trace.push(outcome(() => Reflect.construct(WebSocket.prototype.send, [])));
  },
  'object: an instance': async (trace, { service }) => {
    const socket = new WebSocket(`ws://${service}/echo`);
    const names: string[] = [];
    for (const name in socket) names.push(name);
    trace.push(
      names,
      socket instanceof WebSocket,
      socket instanceof EventTarget,
      socket.constructor === WebSocket,
      Object.getPrototypeOf(socket) === WebSocket.prototype,
      Reflect.ownKeys(socket),
      String(socket),
      Object.prototype.toString.call(socket),
      JSON.stringify(socket),
      typeof socket,
      Object.isExtensible(socket),
      socket.OPEN,
      outcome(() => Reflect.set(socket, 'readyState', 3)),
      outcome(() => Reflect.set(socket, 'url', 'x')),
      socket.readyState,
    );
    // The rest of the message names the class behind the object, which for ours is EventTarget.
    trace.push(String(outcome(() => structuredClone(socket))).replace(/(WebSocket|EventTarget) object/, 'object'));
    for (const name of ['url', 'readyState', 'bufferedAmount', 'protocol', 'extensions', 'binaryType', 'onopen'])
      trace.push(Object.getOwnPropertyDescriptor(WebSocket.prototype, name)?.get?.call(socket));
    trace.push(outcome(() => Reflect.get(Object.create(socket), 'readyState')));
    await next(socket, 'open');
    await finish(socket);
  },
  'object: subclasses': async (trace, { service }) => {
    class Portal extends WebSocket {
      #heard = 0;
      readonly label = 'own field';
      constructor(path: string) {
        super(`ws://${service}${path}`);
        this.addEventListener('message', () => this.#heard++);
      }
      override send(data: string): void {
        super.send(`[${data}]`);
      }
      get heard(): string {
        return `${this.label} ${this.#heard}`;
      }
    }
    const socket = new Portal('/echo');
    trace.push(socket instanceof Portal, socket instanceof WebSocket, socket.constructor === Portal, Portal.OPEN);
    await next(socket, 'open');
    socket.send('x');
    trace.push((await next(socket, 'message')).data, socket.heard, socket.readyState);
    await finish(socket);
    trace.push(outcome(() => new Portal('/#x')));
    function Old(): void {}
    const old: WebSocket = Reflect.construct(WebSocket, [`ws://${service}/echo`], Old);
    trace.push(
      old instanceof Old,
      old instanceof WebSocket,
      outcome(() => Reflect.get(WebSocket.prototype, 'readyState', old)),
    );
    await new Promise((resolve) => EventTarget.prototype.addEventListener.call(old, 'open', resolve));
    WebSocket.prototype.close.call(old);
    await new Promise((resolve) => EventTarget.prototype.addEventListener.call(old, 'close', resolve));
  },
};
