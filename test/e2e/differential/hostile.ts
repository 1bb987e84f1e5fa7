/**
 * A page that breaks everything the platform has, after the replacement is in place, and then uses sockets. It reads
 * its events by getters that it kept.
 */
const { apply, defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
const NativePromise = Promise;
const NativeBlob = Blob;
const NativeBytes = Uint8Array;
const kept = {
  data: getOwnPropertyDescriptor(MessageEvent.prototype, 'data')?.get,
  code: getOwnPropertyDescriptor(CloseEvent.prototype, 'code')?.get,
  size: getOwnPropertyDescriptor(Blob.prototype, 'size')?.get,
  byteLength: getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength')?.get,
};

function read(name: keyof typeof kept, from: unknown): unknown {
  const getter = kept[name];
  return getter && apply(getter, from, []);
}

const NativeError = Error;

function broken(): never {
  throw new NativeError('a patched member was used');
}

/** Descriptors that inherit nothing, for Object.prototype gets patched too. */
const brokenAccessor: PropertyDescriptor = Object.assign(Object.create(null), {
  get: broken,
  set: broken,
  configurable: true,
});
const brokenValue: PropertyDescriptor = Object.assign(Object.create(null), { value: broken });

function breakMembers(owner: object): void {
  const keys = ownKeys(owner);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key === undefined || key === 'constructor') continue;
    const descriptor = getOwnPropertyDescriptor(owner, key);
    if (!descriptor?.configurable) continue;
    if (descriptor.get) defineProperty(owner, key, brokenAccessor);
    else if (typeof descriptor.value === 'function') defineProperty(owner, key, brokenValue);
  }
}

function breakAll(): void {
  const classes = [
    Array,
    ArrayBuffer,
    Blob,
    CloseEvent,
    CustomEvent,
    DOMException,
    Document,
    Event,
    EventTarget,
    FileReader,
    Function,
    Map,
    MessageEvent,
    Node,
    Promise,
    RegExp,
    Set,
    String,
    TextDecoder,
    TextEncoder,
    Uint8Array,
    URL,
    WeakMap,
  ];
  const owners: object[] = [Object.getPrototypeOf(Uint8Array.prototype), JSON, Math, Reflect, Object, scheduler, Proxy];
  for (const each of classes) owners.push(each.prototype, each);
  const names = [
    ...classes.map((each) => each.name),
    'Proxy',
    'JSON',
    'Math',
    'Reflect',
    'scheduler',
    'atob',
    'btoa',
    'TypeError',
    'queueMicrotask',
    'setTimeout',
  ];
  const inherited = [
    'get',
    'set',
    'apply',
    'construct',
    'toJSON',
    'detail',
    'bubbles',
    'data',
    'origin',
    'code',
    'value',
    'socket',
  ];
  for (let i = 0; i < owners.length; i++) breakMembers(owners[i] ?? {});
  for (let i = 0; i < names.length; i++) defineProperty(globalThis, names[i] ?? '', brokenValue);
  for (let i = 0; i < inherited.length; i++) defineProperty(Object.prototype, inherited[i] ?? '', brokenAccessor);
}

/** Breaks the page; returns what sockets to `url` still do in it, or the error. */
export async function run(url: string): Promise<string> {
  breakAll();
  const socket = new WebSocket(url, 'a');
  let seen = '';
  await new NativePromise((resolve) => {
    socket.onopen = resolve;
  });
  try {
    socket.close(1);
  } catch {
    seen += 'bad code refused, ';
  }
  for (let i = 0; i < 5; i++) {
    if (i === 3) socket.binaryType = 'arraybuffer';
    const answer = new NativePromise<unknown>((resolve) => {
      socket.onmessage = (event) => resolve(read('data', event));
    });
    const sent = i === 0 ? 'text' : i === 1 ? new NativeBlob(['blob']) : new NativeBytes(i);
    socket.send(sent);
    const data = await answer;
    seen +=
      typeof data === 'string'
        ? data
        : i < 3
          ? `Blob of ${read('size', data)}`
          : `buffer of ${read('byteLength', data)}`;
    seen += ', ';
  }
  const closed = new NativePromise((resolve) => {
    socket.onclose = (event) => resolve(read('code', event));
  });
  socket.close(3000, 'end');
  return `${seen}closed with ${await closed}`;
}
