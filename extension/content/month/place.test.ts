// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { freePlace } from './place.js';

/** A control of the page, from one height to another at the right edge. */
function control(top: number, bottom: number): void {
  const button = document.createElement('button');
  button.getBoundingClientRect = () => new DOMRect(1000, top, 300, bottom - top);
  document.body.append(button);
}

beforeEach(() => {
  document.body.innerHTML = '';
  Object.assign(globalThis, { innerWidth: 1300, innerHeight: 1000 });
});

const STRIP = { width: 30, height: 100 };

test('the strip lies in the middle of the edge where nothing is', () => {
  expect(freePlace(STRIP)).toBe(450);
});

test('it gives way to every control at the edge, and to none that ends before it', () => {
  control(400, 520);
  expect(freePlace(STRIP)).toBe(550);
  control(560, 570);
  expect(freePlace(STRIP)).toBe(650);
});

test('a control that ends before the edge is in no way', () => {
  const button = document.createElement('button');
  button.getBoundingClientRect = () => new DOMRect(1000, 400, 200, 200);
  document.body.append(button);
  expect(freePlace(STRIP)).toBe(450);
});

test('where there is no room at all there is no place', () => {
  control(0, 1000);
  expect(freePlace(STRIP)).toBeNull();
});
