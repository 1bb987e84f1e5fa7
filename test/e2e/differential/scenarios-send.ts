import type { Scenario } from './scenarios.js';
import { finish, next, opened, outcome, readable } from './trace.js';

/** Sends each value and writes down what comes back for it. */
async function echoes(socket: WebSocket, values: readonly unknown[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const value of values) {
    const answer = next(socket, 'message');
    Reflect.apply(socket.send, socket, [value]);
    const amount = socket.bufferedAmount;
    answers.push([amount, await readable((await answer).data), socket.bufferedAmount]);
  }
  return answers;
}

const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);

export const sendScenarios: Record<string, Scenario> = {
  'send: before the socket is open': async (trace, { service }) => {
    const socket = new WebSocket(`ws://${service}/echo`);
    for (const args of [['x'], [], [new Blob(['x'])], [bytes], [Symbol('x')]])
      trace.push(
        outcome(() => Reflect.apply(socket.send, socket, args)),
        socket.bufferedAmount,
      );
    await next(socket, 'open');
    await finish(socket);
  },
  'send: text': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    const texts = [
      '1|SignText|{"signText":"随机数"}',
      '',
      '\ufeffmark',
      '\ud83d\ude00',
      'lone \ud800 surrogate',
      '\u0000',
      'x'.repeat(70_000),
    ];
    const others = [null, undefined, 12.5, true, {}, ['a', 'b'], new URL('http://x/'), () => 1];
    trace.push(...(await echoes(socket, [...texts, ...others])));
    trace.push(outcome(() => Reflect.apply(socket.send, socket, [Symbol('x')])));
    trace.push(outcome(() => Reflect.apply(socket.send, socket, [])));
    trace.push(outcome(() => Reflect.apply(socket.send, socket, [Object.create(Blob.prototype)])));
    await finish(socket);
  },
  'send: binary, received as Blob': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    const view = new DataView(bytes.buffer, 100, 4);
    const typed = new Blob([bytes], { type: 'text/x,plain' });
    trace.push(...(await echoes(socket, [bytes, bytes.buffer, bytes.subarray(3, 9), view, typed])));
    trace.push(
      ...(await echoes(socket, [new Uint8Array(0), new ArrayBuffer(0), new Blob([]), new Uint16Array([1, 2])])),
    );
    await finish(socket);
  },
  'send: binary, received as ArrayBuffer': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/binary`);
    socket.binaryType = 'arraybuffer';
    trace.push(...(await echoes(socket, ['one'])));
    socket.binaryType = 'blob';
    trace.push(...(await echoes(socket, ['two'])));
    await finish(socket);
  },
  'send: values of binaryType': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    const values: unknown[] = [
      'arraybuffer',
      'text',
      'Blob',
      null,
      1,
      '',
      { toString: () => 'blob' },
      Symbol('x'),
      ['arraybuffer'],
    ];
    for (const value of values)
      trace.push(
        outcome(() => Reflect.set(socket, 'binaryType', value)),
        socket.binaryType,
      );
    await finish(socket);
    socket.binaryType = 'blob';
    trace.push(socket.binaryType);
  },
  'send: mixed kinds stay in order': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    socket.binaryType = 'arraybuffer';
    const changing = new Uint8Array([1, 2, 3]);
    socket.send('first');
    socket.send(new Blob(['x'.repeat(5_000)]));
    socket.send('after the Blob');
    socket.send(changing);
    changing.fill(9);
    socket.send(new Blob(['short']));
    socket.send('last');
    trace.push(socket.bufferedAmount);
    socket.close(3333, 'after all that');
    trace.push(socket.readyState);
    const { code, reason, wasClean } = await next(socket, 'close');
    trace.push(code, reason, wasClean);
  },
  'send: mixed kinds come back in order': async (trace, { service }) => {
    const socket = await opened(`ws://${service}/echo`);
    socket.binaryType = 'arraybuffer';
    const answers: unknown[] = [];
    const all = new Promise<void>((resolve) => {
      socket.onmessage = ({ data }) => answers.push(data) === 6 && resolve();
    });
    const changing = new Uint8Array([1, 2, 3]);
    socket.send('first');
    socket.send(new Blob(['blob']));
    socket.send('after the Blob');
    socket.send(changing);
    changing.fill(9);
    socket.send(new Blob([]));
    socket.send('last');
    trace.push(socket.bufferedAmount);
    await all;
    for (const answer of answers) trace.push(await readable(answer));
    trace.push(socket.bufferedAmount);
    await finish(socket);
  },
};
