import { expect, test } from 'vitest';
import { readBound } from '../keys/bound.js';
import { BoundCertificates } from './bound-certificates.js';

function storage(kept: Record<string, unknown> = {}) {
  return {
    kept,
    get: async () => kept,
    set: async (items: object) => void Object.assign(kept, items),
  } as unknown as ConstructorParameters<typeof BoundCertificates>[0] & { readonly kept: Record<string, unknown> };
}

test('a certificate is bound to the portal that it logged in to, and to no other', async () => {
  const disk = storage();
  await new BoundCertificates(disk).add('https://a.test', 'c1', 'login');
  const later = new BoundCertificates(disk);
  expect(await later.of('https://a.test')).toEqual(['c1']);
  expect(await later.of('https://b.test')).toEqual([]);
});

test('what cannot be read is nothing, and is written anew', async () => {
  const disk = storage({ bound: { schemaVersion: 9 } });
  const bound = new BoundCertificates(disk);
  expect(await bound.of('https://a.test')).toEqual([]);
  await bound.add('https://a.test', 'c1', 'login');
  expect(await bound.of('https://a.test')).toEqual(['c1']);
});

test('so many are kept, and the oldest goes', async () => {
  const bound = new BoundCertificates(storage());
  for (let n = 0; n <= 200; n += 1) await bound.add('https://a.test', `c${n}`, 'login');
  const kept = await bound.of('https://a.test');
  expect([kept.length, kept.includes('c0'), kept.includes('c200')]).toEqual([200, false, true]);
});

test('one that the portal calls unbound is bound no more, there alone', async () => {
  const bound = new BoundCertificates(storage());
  await bound.add('https://a.test', 'c1', 'login');
  await bound.add('https://b.test', 'c1', 'login');
  await bound.remove('https://a.test', 'c1');
  expect([await bound.of('https://a.test'), await bound.of('https://b.test')]).toEqual([[], ['c1']]);
});

test('one that the page alone calls bound is kept apart from one that has logged in', async () => {
  const disk = storage();
  const bound = new BoundCertificates(disk);
  await bound.add('https://a.test', 'c1', 'page');
  expect(readBound(disk.kept.bound)).toEqual([{ origin: 'https://a.test', certificate: 'c1', loggedIn: false }]);
  await bound.add('https://a.test', 'c1', 'login');
  await bound.add('https://a.test', 'c1', 'page');
  expect(readBound(disk.kept.bound)).toEqual([{ origin: 'https://a.test', certificate: 'c1' }]);
});

test('of a certificate that was forgotten, and of a site that is gone, nothing is kept', async () => {
  const disk = storage();
  const bound = new BoundCertificates(disk);
  for (const origin of ['https://a.test', 'https://b.test']) {
    for (const certificate of ['c1', 'c2']) await bound.add(origin, certificate, 'login');
  }
  await bound.forget('c1');
  await bound.keepOnly(new Set(['https://b.test']));
  expect(readBound(disk.kept.bound)).toEqual([{ origin: 'https://b.test', certificate: 'c2' }]);
});

test('two that are seen at once are both kept', async () => {
  const bound = new BoundCertificates(storage());
  await Promise.all(['c1', 'c2'].map((certificate) => bound.add('https://a.test', certificate, 'login')));
  expect(await bound.of('https://a.test')).toEqual(['c1', 'c2']);
});
