import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayOrigin, displayText } from './display.js';

const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|\p{M}{5}/u;
/** Any code points, lone surrogates among them, and more of the dangerous ones than chance gives. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\r\n',
        '\u2028',
        '\u202e',
        '\u2066',
        '\u200b',
        '\u00ad',
        '\ufeff',
        '\u0301',
        '\u3164',
        '\ud800',
        '口',
      ),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('displayText', () => {
  it('shows nothing that hides, turns or breaks lines, and never more than allowed', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 40 }), (text, maxLength) => {
        const shown = displayText(text, maxLength);
        expect(shown).not.toMatch(FORBIDDEN);
        expect(Array.from(shown).length).toBeLessThanOrEqual(maxLength);
        expect(displayText(shown, maxLength)).toBe(shown);
      }),
    );
  });

  it('leaves harmless text as it is', () => {
    expect(displayText('衡水市某某公司 (A&B) 100% é', 40)).toBe('衡水市某某公司 (A&B) 100% é');
  });

  it('makes line breaks visible and cuts with a mark', () => {
    expect(displayText('一\r\n二\n三\u2028四', 20)).toBe('一↵二↵三↵四');
    expect(displayText('一二三四五', 5)).toBe('一二三四五');
    expect(displayText('一二三四五六', 5)).toBe('一二三四…');
  });

  it('takes out what would turn the text around', () => {
    expect(displayText('a\u202egpj.exe', 20)).toBe('agpj.exe');
  });
});

describe('displayOrigin', () => {
  it.each([
    ['https://rsj.example.gov.cn', 'https://rsj.example.gov.cn'],
    ['https://rsj.example.gov.cn:443', 'https://rsj.example.gov.cn'],
    ['http://rsj.example.gov.cn:80', 'http://rsj.example.gov.cn'],
    ['http://10.1.2.3:7001', 'http://10.1.2.3:7001'],
    ['https://rsj.example.gov.cn:80', 'https://rsj.example.gov.cn:80'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['https://xn--fsqu00a.xn--0zwm56d', 'https://xn--fsqu00a.xn--0zwm56d'],
    ['null', 'null'],
  ])('%s', (origin, shown) => {
    expect(displayOrigin(origin)).toBe(shown);
  });

  it('keeps the end of a long host, where its owner shows', () => {
    const shown = displayOrigin(`https://${'rsj.gov.cn.'.repeat(15)}evil.example:8443`);
    expect(shown).toMatch(/^https:\/\/….*evil\.example:8443$/);
    expect(shown.length).toBeLessThan(80);
  });

  it('never shows a letter that is not ASCII, whatever it is given', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(displayOrigin(text)).toMatch(/^[\x21-\x7e]*…?$/);
      }),
    );
    expect(displayOrigin('https://гsj.example')).toBe('https://\\u{433}sj.example');
  });
});
