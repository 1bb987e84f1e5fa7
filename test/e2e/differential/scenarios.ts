import { handlerScenarios } from './scenarios-handlers.js';
import { objectScenarios } from './scenarios-object.js';
import { sendScenarios } from './scenarios-send.js';
import { finish, next, opened, outcome, record, refusal, type Trace } from './trace.js';

/** Addresses by host:port. */
export interface Hosts {
  readonly service: string;
  readonly refused: string;
}

export type Scenario = (trace: Trace, hosts: Hosts) => Promise<void> | void;

const openingScenarios: Record<string, Scenario> = {
  'constructor: addresses that are refused': (trace, { service }) => {
    trace.push(
      refusal(),
      refusal('http://['),
      refusal('ftp://x/'),
      refusal('mailto:x'),
      refusal(`ftp://${service}/`),
      refusal(`ws://${service}/#part`),
      refusal(`ws://${service}/#`),
      refusal(`ws://${service}:99999/`),
      refusal(Symbol('x')),
      refusal({
        toString() {
          throw new RangeError('own');
        },
      }),
      outcome(() => Reflect.apply(WebSocket, undefined, [`ws://${service}/echo`])),
    );
  },
  'constructor: subprotocols that are refused': (trace, { service }) => {
    const url = `ws://${service}/echo`;
    const bad: unknown[] = [
      '',
      ' ',
      'a b',
      'ä',
      'a,b',
      ['a', 'a'],
      ['a', ''],
      [['a', 'b']],
      [Symbol('x')],
      Symbol('x'),
      {},
    ];
    for (const subprotocol of bad) trace.push(refusal(url, subprotocol));
    trace.push(refusal(url, { [Symbol.iterator]: 1 }));
    trace.push(refusal(`ws://${service}/#x`, ['a', 'a']));
  },
  'constructor: subprotocols that are taken': async (trace, { service }) => {
    for (const subprotocol of [undefined, null, [], 'a', ['a'], ['b', 'a'], ['A', 'a'], new Set(['c', 'd']), 7]) {
      const socket: WebSocket = Reflect.construct(WebSocket, [`ws://${service}/echo`, subprotocol]);
      trace.push(socket.protocol);
      await next(socket, 'open');
      trace.push(socket.protocol, socket.extensions);
      await finish(socket);
      trace.push(socket.protocol);
    }
  },
  'constructor: forms of an address': async (trace, { service }) => {
    const base = document.head.appendChild(document.createElement('base'));
    base.href = `http://${service}/folder/page`;
    const forms: unknown[] = [
      `http://${service}/echo?a=1`,
      `WS://${service}/a/../echo`,
      `  ws://${service}/\u4e2d\u6587?\u4e2d \n`,
      `ws:${service}`,
      new URL(`ws://${service}/echo`),
      '/root',
      'beside',
      '',
      '?query',
      `//${service}`,
    ];
    for (const form of forms) {
      const socket: WebSocket = Reflect.construct(WebSocket, [form]);
      trace.push([socket.url, socket.readyState]);
      await next(socket, 'open');
      await finish(socket);
    }
    base.remove();
  },
  'opening: states and fields': async (trace, { service }) => {
    const socket = new WebSocket(`ws://${service}/echo`);
    trace.push(socket.readyState, socket.bufferedAmount, socket.binaryType, socket.protocol, socket.extensions);
    record(socket, trace);
    await next(socket, 'open');
    await finish(socket);
    trace.push(socket.readyState);
  },
  'opening: nothing listens': async (trace, { refused }) => {
    const socket = new WebSocket(`ws://${refused}/`);
    record(socket, trace);
    await next(socket, 'close');
    trace.push(socket.readyState);
  },
  'opening: the handshake is refused': async (trace, { service }) => {
    const socket = new WebSocket(`ws://${service}/forbidden`);
    record(socket, trace);
    await next(socket, 'close');
  },
  'opening: the page gives up': async (trace, { service }) => {
    for (const args of [[], [3001, 'enough']]) {
      const socket = new WebSocket(`ws://${service}/slow`);
      record(socket, trace);
      trace.push(outcome(() => socket.send('early')));
      Reflect.apply(socket.close, socket, args);
      trace.push(socket.readyState);
      socket.send('later');
      trace.push(socket.bufferedAmount);
      socket.close();
      await next(socket, 'close');
      trace.push(socket.readyState, socket.bufferedAmount);
    }
  },
};

const closingScenarios: Record<string, Scenario> = {
  'closing: by the server': async (trace, { service }) => {
    const closes = ['1000', '1000&reason=bye', '1001', '4000&reason=own', '1011&reason=%E9%94%99%E8%AF%AF', '3000'];
    for (const close of closes) {
      const socket = await opened(`ws://${service}/close?code=${close}`);
      record(socket, trace);
      socket.send('now');
      await next(socket, 'close');
    }
  },
  'closing: the connection is cut': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/terminate`);
    record(socket, trace);
    socket.send('now');
    await next(socket, 'close');
    trace.push(socket.readyState);
  },
  'closing: messages come first': async (trace, { service }) => {
    const socket = new WebSocket(`ws://${service}/burst`);
    record(socket, trace);
    await next(socket, 'close');
  },
  'closing: by the page': async (trace, { service }) => {
    const calls: unknown[][] = [
      [],
      [1000],
      [1000, 'bye'],
      [3000, '再见'],
      [4999, 'x'.repeat(123)],
      [undefined, 'no code'],
      [undefined, undefined],
      [1000, null],
      ['4000', 7],
      [2999.5],
      [1000.5],
      [3000.9],
      [4999.9],
      [undefined, ''],
      [3000, '\ud800'],
    ];
    for (const call of calls) {
      const socket = await opened(`ws://${service}/echo`);
      record(socket, trace);
      trace.push(
        outcome(() => Reflect.apply(socket.close, socket, call)),
        socket.readyState,
      );
      socket.close(4001, 'second call');
      await next(socket, 'close');
    }
  },
  'closing: what close() refuses': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    const calls: unknown[][] = [
      [999],
      [1001],
      [1005],
      [1006],
      [2999],
      [5000],
      [0],
      [-1],
      [Number.NaN],
      [Number.POSITIVE_INFINITY],
      [70_000],
      ['x'],
      [null],
      [{}],
      [4999.5],
      [2999.9],
      [999.9],
      [2999.4],
      [1000n],
      [Symbol('x')],
      [1000, Symbol('x')],
      [1000, 'x'.repeat(124)],
      [1000, '错'.repeat(42)],
      [999, 'x'.repeat(124)],
    ];
    for (const call of calls)
      trace.push(
        outcome(() => Reflect.apply(socket.close, socket, call)),
        socket.readyState,
      );
    await finish(socket);
    trace.push(
      outcome(() => socket.close(999)),
      outcome(() => socket.close()),
    );
  },
  'closing: afterwards': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    record(socket, trace);
    socket.send('before');
    await next(socket, 'message');
    socket.send('dropped answer');
    socket.close();
    socket.send('late');
    trace.push(socket.bufferedAmount);
    await next(socket, 'close');
    const rest = socket.bufferedAmount;
    socket.send('12345');
    socket.send(new Uint8Array(3));
    socket.send(new Blob(['四']));
    trace.push(
      socket.readyState,
      rest,
      socket.bufferedAmount - rest,
      outcome(() => Reflect.apply(socket.send, socket, [])),
    );
  },
};

/** Runs every scenario in turn and returns what the page could see of each. */
export async function run(hosts: Hosts): Promise<Record<string, Trace>> {
  const traces: Record<string, Trace> = {};
  const all = { ...openingScenarios, ...objectScenarios, ...sendScenarios, ...handlerScenarios, ...closingScenarios };
  for (const [name, scenario] of Object.entries(all)) {
    const trace: Trace = [];
    await scenario(trace, hosts);
    traces[name] = trace;
  }
  return traces;
}
