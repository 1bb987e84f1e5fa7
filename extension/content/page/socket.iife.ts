import { install } from './install.js';

// The browser may run a content script again in a realm that is still there, for example after an update.
const MARK = Symbol.for('ca-socket');

if (!(MARK in globalThis)) {
  Object.defineProperty(globalThis, MARK, { value: true });
  install();
}
