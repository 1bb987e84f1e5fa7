import { describe, expect, it } from 'vitest';
import { type CertificateHolder, type KnownHolders, matchCompany } from './company.js';

const CODES = ['91110000802100433B', '91330100799655058B'] as const;
const nobody: KnownHolders = () => new Set();
const holder: CertificateHolder = { name: '衡水金保科技（集团）有限公司', code: CODES[0], id: 'SF1' };
const nameless = { ...holder, code: null };
const said = (company: string | null, code: string | null = null) => ({ company, code });

describe('the company that a page names', () => {
  it.each([
    ['nothing', said(null), holder, 'unsaid'],
    ['the code of the certificate', said('别的名字', CODES[0]), holder, 'same'],
    ['another code, whatever the name', said(holder.name, CODES[1]), holder, 'other'],
    ['a code, where the certificate has none', said(null, CODES[1]), nameless, 'nameDiffers'],
    ['the same name in other brackets and spaces', said('衡水金保科技(集团) 有限公司'), holder, 'same'],
    ['another name', said('衡水金保'), holder, 'nameDiffers'],
  ] as const)('%s', (_, claimed, whose, match) => {
    expect(matchCompany(claimed, whose, nobody)).toBe(match);
  });

  it('is what was learned of it, by its name or its code', () => {
    const known: KnownHolders = (company) => new Set(company === '衡水金保' || company === CODES[1] ? ['SF1'] : []);
    expect(matchCompany(said('衡水金保'), nameless, known)).toBe('same');
    expect(matchCompany(said(null, CODES[1]), nameless, known)).toBe('same');
    expect(matchCompany(said('衡水金保'), { ...nameless, name: '乙公司', id: 'SF2' }, known)).toBe('other');
  });

  it('is decided by a code that is known, whatever is known or written of the name', () => {
    const known: KnownHolders = (company) => new Set(company === CODES[1] ? ['SF2'] : ['SF1']);
    expect(matchCompany(said('衡水金保', CODES[1]), nameless, known)).toBe('other');
    expect(matchCompany(said(nameless.name, CODES[1]), nameless, known)).toBe('other');
    expect(matchCompany(said('衡水金保', CODES[1]), { ...nameless, id: 'SF2' }, known)).toBe('same');
  });

  it('by its code is not overruled by what was learned of its name', () => {
    const known: KnownHolders = () => new Set(['SF1']);
    expect(matchCompany(said(holder.name, CODES[1]), holder, known)).toBe('other');
  });
});
