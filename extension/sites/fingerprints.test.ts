import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { looksLikePortal, readFingerprints } from './fingerprints.js';
import type { PageFacts } from './page-facts.js';

const DATA = JSON.parse(readFileSync(`${import.meta.dirname}/fingerprints.json`, 'utf8')) as {
  evidence: { in: string; contains: string }[];
};
const fingerprints = readFingerprints(DATA);
const NOTHING: PageFacts = { titles: [], texts: [], scripts: [] };

function looks(facts: Partial<PageFacts>): boolean {
  return looksLikePortal({ ...NOTHING, ...facts }, fingerprints);
}

test('the portal is known by its title, whatever white space is in it', () => {
  expect(looks({ titles: ['衡水人社一体化服务平台 - 登录'] })).toBe(true);
  expect(looks({ titles: ['', ' 衡水人社\n一体化 服务平台'] })).toBe(true);
});

test('a page without that title is known by its banner, or by its name and the vendor’s script', () => {
  expect(looks({ texts: ['衡水人社一体化服务平台 您登录：13110001 单位名称：某某公司'] })).toBe(true);
  expect(looks({ texts: ['衡水人社一体化服务平台'], scripts: ['http://a.test/js/HebcaP11X.js?v=2'] })).toBe(true);
});

test.each<[string, Partial<PageFacts>]>([
  ['nothing', {}],
  [
    'another city’s portal with the same vendor',
    { titles: ['石家庄人社'], texts: ['河北CA 登录'], scripts: ['/hebca.js'] },
  ],
  ['the vendor’s own site', { titles: ['河北CA'], texts: ['河北CA数字证书助手'], scripts: ['/js/HebcaP11X.js'] }],
  ['a page that mentions the portal once', { titles: ['新闻'], texts: ['衡水人社一体化服务平台上线'] }],
  ['the name in a script’s address', { scripts: ['http://a.test/衡水人社一体化服务平台.js'] }],
])('%s is not taken for it', (_, facts) => {
  expect(looks(facts)).toBe(false);
});

test('no line of evidence suffices beside the title, and none is there twice', () => {
  const keys = fingerprints.evidence.map((one) => `${one.in} ${one.contains}`);
  expect(new Set(keys).size).toBe(keys.length);
  const alone = fingerprints.evidence.filter(({ points }) => points >= fingerprints.pointsNeeded);
  expect(alone.map((one) => one.in)).toEqual(alone.map(() => 'title'));
});

test.each([
  ['an unknown key', { ...DATA, note: '' }],
  ['another version', { ...DATA, schemaVersion: 2 }],
  ['no threshold', { ...DATA, pointsNeeded: 0 }],
  ['no evidence', { ...DATA, evidence: [] }],
  ['evidence that everything contains', { ...DATA, evidence: [{ ...DATA.evidence[0], contains: '' }] }],
  ['evidence of another kind', { ...DATA, evidence: [{ ...DATA.evidence[0], in: 'cookie' }] }],
  ['evidence without its source', { ...DATA, evidence: [{ ...DATA.evidence[0], source: undefined }] }],
])('data with %s are refused', (_, data) => {
  expect(() => readFingerprints(data)).toThrow();
});
