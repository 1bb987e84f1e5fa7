import { expect, it } from 'vitest';
import type { HeldCertificate } from './registry.js';
import { shownAsOne } from './shown-as-one.js';

type UsableFor = HeldCertificate['parsed']['usableFor'];

function held(id: string, usableFor: UsableFor, subject = '甲公司', token = 't1'): HeldCertificate {
  const parsed = { subject: [{ type: '2.5.4.3', value: subject }], issuer: [], usableFor };
  return { info: { id, token }, parsed } as unknown as HeldCertificate;
}

const ids = (...certificates: HeldCertificate[]) =>
  shownAsOne(certificates).map(({ id, encryption }) => [id, encryption]);

it('a certificate for signatures and one for encryption of one holder are one', () => {
  expect(ids(held('encrypt', 'encrypt'), held('sign', 'sign'))).toEqual([['sign', 'encrypt']]);
});

it.each([
  ['of another token', held('encrypt', 'encrypt', '甲公司', 't2')],
  ['of another holder', held('encrypt', 'encrypt', '乙公司')],
  ['that signs, too', held('encrypt', 'both')],
])('others stay two: %s', (_, other) => {
  expect(ids(held('sign', 'sign'), other)).toEqual([
    ['sign', undefined],
    ['encrypt', undefined],
  ]);
});

it('a certificate that only encrypts is shown where it is alone, and none is lost', () => {
  expect(ids(held('encrypt', 'encrypt'))).toEqual([['encrypt', undefined]]);
  expect(ids(held('s', 'sign'), held('e1', 'encrypt'), held('e2', 'encrypt'))).toEqual([
    ['s', 'e1'],
    ['e2', undefined],
  ]);
  expect(ids(held('s1', 'sign'), held('e1', 'encrypt'), held('s2', 'sign'), held('e2', 'encrypt'))).toEqual([
    ['s1', 'e1'],
    ['s2', 'e2'],
  ]);
});
