/**
 * The platform's functions as they are before the page's first script. Everything here is used long after that, when
 * the page or its libraries may have patched any global or prototype: so no other module of this folder may call a
 * method of a built-in object, spread, destructure an array or loop with for-of once it is installed.
 */
const { setPrototypeOf } = Reflect;
export const { apply, construct, defineProperty, get, getOwnPropertyDescriptor } = Reflect;

/** The function with `this` as its first parameter. */
function uncurry<This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
): (self: This, ...args: Args) => Result {
  return (self, ...args) => apply(method, self, args);
}

/** The getter of an accessor property as a function of the object. */
function getter<T extends object, K extends keyof T & string>(prototype: T, name: K): (self: T) => T[K] {
  const read = getOwnPropertyDescriptor(prototype, name)?.get;
  if (!read) throw new TypeError(`no getter ${name}`);
  return (self) => apply(read, self, []);
}

/** An object that inherits nothing: what a page adds to Object.prototype is not taken for an option of ours. */
export function bare<T extends object>(object: T): T {
  setPrototypeOf(object, null);
  return object;
}

export const { parse, stringify } = JSON;
export const { iterator } = Symbol;
export const { max, min } = Math;

const NativeBlob = Blob;
const NativeArrayBuffer = ArrayBuffer;
const NativeURL = URL;
const NativeUint8Array = Uint8Array;
const NativeFileReader = FileReader;
const NativeEventTarget = EventTarget;
const NativeEvent = Event;
const NativeMessageEvent = MessageEvent;
const NativeCloseEvent = CloseEvent;
const NativeCustomEvent = CustomEvent;
const NativeDOMException = DOMException;
const NativeTypeError = TypeError;
const NativeProxy = Proxy;
const decodeBase64 = atob;

export {
  decodeBase64,
  NativeArrayBuffer,
  NativeBlob,
  NativeCloseEvent,
  NativeCustomEvent,
  NativeDOMException,
  NativeEvent,
  NativeEventTarget,
  NativeFileReader,
  NativeMessageEvent,
  NativeProxy,
  NativeTypeError,
  NativeUint8Array,
  NativeURL,
};

export const addListener = uncurry(EventTarget.prototype.addEventListener);
export const removeListener = uncurry(EventTarget.prototype.removeEventListener);
export const dispatch = uncurry(EventTarget.prototype.dispatchEvent);
export const preventDefault = uncurry(Event.prototype.preventDefault);
export const customEventDetail = getter(CustomEvent.prototype, 'detail');
export const baseURI = getter(Node.prototype, 'baseURI');

export const urlHref = getter(URL.prototype, 'href');
export const urlOrigin = getter(URL.prototype, 'origin');
export const urlProtocol = getter(URL.prototype, 'protocol');
export const urlHostname = getter(URL.prototype, 'hostname');
export const urlPort = getter(URL.prototype, 'port');

export const charCodeAt = uncurry(String.prototype.charCodeAt);
export const slice = uncurry(String.prototype.slice);
export const lastIndexOf = uncurry(String.prototype.lastIndexOf);
export const matches = uncurry(RegExp.prototype.exec);
export const indexIn = uncurry<readonly unknown[], [unknown, number], number>(Array.prototype.indexOf);

export const { isArray } = Array;
export const isView = ArrayBuffer.isView;
export const bufferSize = getter(ArrayBuffer.prototype, 'byteLength');
export const blobSize = getter(Blob.prototype, 'size');
export const readAsDataURL = uncurry(FileReader.prototype.readAsDataURL);
export const readerResult = getter(FileReader.prototype, 'result');
const encoder = new TextEncoder();
export const encodeUtf8 = encoder.encode.bind(encoder);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
export const decodeUtf8 = decoder.decode.bind(decoder);
const typedArrayPrototype: Uint8Array = Object.getPrototypeOf(Uint8Array.prototype);
export const bytesSize = getter(typedArrayPrototype, 'byteLength');

const postTask = scheduler.postTask.bind(scheduler);

/** Runs a function in a task of its own, in order. Unlike a timer it is not slowed down in a background tab. */
export function queueTask(run: () => void): void {
  void postTask(run);
}
