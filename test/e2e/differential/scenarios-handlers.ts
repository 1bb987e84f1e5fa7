import type { Scenario } from './scenarios.js';
import { finish, next, opened, outcome } from './trace.js';

/** One echo and the end of all its listeners. */
async function roundTrip(socket: WebSocket): Promise<void> {
  const heard = next(socket, 'message');
  socket.send('x');
  await heard;
}

export const handlerScenarios: Record<string, Scenario> = {
  'handlers: what an attribute holds': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    const called = (): void => {};
    for (const name of ['onopen', 'onmessage', 'onerror', 'onclose']) {
      trace.push(Reflect.get(socket, name));
      for (const value of [called, 5, 'text', undefined, {}, [], null, Symbol('x')]) {
        trace.push(outcome(() => Reflect.set(socket, name, value)));
        const held: unknown = Reflect.get(socket, name);
        trace.push(held === value ? 'held' : held);
      }
      trace.push(outcome(() => Reflect.get(WebSocket.prototype, name, {})));
    }
    await finish(socket);
  },
  'handlers: order': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    const say = (text: string) => () => void trace.push(text);
    socket.addEventListener('message', say('listener 1'));
    socket.onmessage = say('handler a');
    socket.addEventListener('message', say('listener 2'));
    await roundTrip(socket);
    socket.onmessage = say('handler b keeps the place');
    await roundTrip(socket);
    socket.onmessage = null;
    await roundTrip(socket);
    socket.onmessage = say('handler c comes last');
    await roundTrip(socket);
    Reflect.set(socket, 'onmessage', { handleEvent: say('never') });
    await roundTrip(socket);
    socket.onmessage = say('handler d keeps the place of the object');
    await roundTrip(socket);
    await finish(socket);
  },
  'handlers: this, arguments, changes in mid-event': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    socket.onmessage = function (this: WebSocket, ...args: unknown[]) {
      trace.push(this === socket, args.length, args[0] instanceof MessageEvent);
      socket.onmessage = () => trace.push('the other one');
    } as (event: MessageEvent) => void;
    await roundTrip(socket);
    await roundTrip(socket);
    socket.addEventListener('message', (event) => event.stopImmediatePropagation());
    socket.addEventListener('message', () => trace.push('never'));
    const heard = new Promise<void>((resolve) => {
      socket.onmessage = () => resolve();
    });
    socket.send('x');
    await heard;
    await finish(socket);
  },
  'handlers: errors are reported and stop nothing': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    const report = (event: ErrorEvent): void => {
      trace.push(event.message);
      event.preventDefault();
    };
    window.addEventListener('error', report);
    socket.onmessage = () => {
      throw new Error('from a handler');
    };
    socket.addEventListener('message', () => {
      throw new Error('from a listener');
    });
    socket.addEventListener('message', () => trace.push('still called'));
    await roundTrip(socket);
    window.removeEventListener('error', report);
    await finish(socket);
  },
  'handlers: a returned false cancels': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    socket.onmessage = () => false;
    const own = new MessageEvent('message', { cancelable: true });
    trace.push(socket.dispatchEvent(own), own.defaultPrevented, own.isTrusted);
    await finish(socket);
  },
  'events: never inside a call, never before its promises': async (trace, { service }) => {
    const socket = new WebSocket(`ws://${service}/echo`);
    trace.push('constructed');
    await Promise.resolve();
    await Promise.resolve();
    socket.onopen = () => trace.push('open');
    socket.onclose = () => trace.push('close');
    socket.onerror = () => trace.push('error');
    socket.onmessage = () => trace.push('message');
    trace.push('handlers set');
    await next(socket, 'open');
    await roundTrip(socket);
    socket.close();
    trace.push('close called');
    await Promise.resolve();
    trace.push('after close');
    await next(socket, 'close');
    const second = new WebSocket(`ws://${service}/slow`);
    second.onerror = () =>
      trace.push(
        `error ${second.readyState}`,
        outcome(() => second.close()),
      );
    second.onclose = () => trace.push(`close ${second.readyState}`);
    second.close();
    trace.push('gave up');
    await Promise.resolve();
    trace.push('promises first');
    await next(second, 'close');
  },
  'events: two sockets keep apart': async (trace, { service }) => {
    const [one, two] = await Promise.all([opened(`ws://${service}/echo`), opened(`ws://${service}/echo`)]);
    const heard = Promise.all([next(one, 'message'), next(two, 'message')]);
    one.send('for one');
    two.send('for two');
    for (const { data, target } of await heard) trace.push(data, target === one, target === two);
    await finish(one);
    trace.push(one.readyState, two.readyState);
    await roundTrip(two);
    await finish(two);
  },
};
