import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredRet, parseVendorFrame, vendorAnswer, WELCOME_FRAME } from './frame.js';

describe('parseVendorFrame', () => {
  it('reads the opening frame and calls with and without parameters', () => {
    expect(parseVendorFrame('0|1732406400000')).toEqual({ kind: 'welcome' });
    expect(parseVendorFrame('1|GetCertCount')).toEqual({ kind: 'call', fn: 'GetCertCount', params: {} });
    expect(parseVendorFrame('1|GetSignCert|{"index":0}')).toEqual({
      kind: 'call',
      fn: 'GetSignCert',
      params: { index: 0 },
    });
  });

  it('keeps a separator inside the JSON', () => {
    expect(parseVendorFrame('1|SignText|{"signText":"a|b|c"}')).toEqual({
      kind: 'call',
      fn: 'SignText',
      params: { signText: 'a|b|c' },
    });
  });

  it.each([
    ['{"signText":"他说"好"了"}', '他说"好"了'],
    ['{"signText":"C:\\Users\\li"}', 'C:\\Users\\li'],
    ['{"signText":"第一行\n第二行"}', '第一行\n第二行'],
  ])('reads what string joining leaves raw: %j', (json, text) => {
    expect(parseVendorFrame(`1|SignText|${json}`)).toEqual({
      kind: 'call',
      fn: 'SignText',
      params: { signText: text },
    });
  });

  it('reads a single value with nothing to unescape as it stands', () => {
    const plain = fc.string({ unit: 'binary' }).map((text) => text.replace(/["\\]/g, ''));
    fc.assert(
      fc.property(plain, (text) => {
        expect(parseVendorFrame(`1|SignB64|{"b64data":"${text}"}`)).toEqual({
          kind: 'call',
          fn: 'SignB64',
          params: { b64data: text },
        });
      }),
    );
  });

  it('names the function of a frame that cannot be read, so that the page gets an answer', () => {
    expect(parseVendorFrame('1|SignText|{signText')).toEqual({ kind: 'malformed', fn: 'SignText' });
    expect(parseVendorFrame('1|SignText|[1]')).toEqual({ kind: 'malformed', fn: 'SignText' });
  });

  it('takes nothing else for a call', () => {
    for (const text of ['', '2|OnInsertResult|{}', 'hello', '1|', '1|a b|{}', '1|../x']) {
      expect(parseVendorFrame(text)).toEqual({ kind: 'foreign' });
    }
  });

  it.each([
    ['nested', '['.repeat(6_000_000) + ']'.repeat(6_000_000)],
    ['nested by members', `${'{"a":'.repeat(2_000_000)}1${'}'.repeat(2_000_000)}`],
    ['wide', `{"a":[${'[],'.repeat(3_000_000)}1]}`],
    ['of many members', `{${Array.from({ length: 100_000 }, (_, at) => `"${at}":1`).join()}}`],
    ['all quotes', `{"a":"${'"'.repeat(11_000_000)}x`],
    ['raw and long', `{"a":"say "no"${'\n'.repeat(11_000_000)}"}`],
  ])('does not read what is %s', (_, json) => {
    expect(parseVendorFrame(`1|SignText|${json}`)).toEqual({ kind: 'malformed', fn: 'SignText' });
  });

  it('reads a value that string joining has left raw, up to a mebibyte', () => {
    const text = '他说"好"了\n'.repeat(130_000);
    expect(parseVendorFrame(`1|SignText|{"signText":"${text}","n":1}`)).toMatchObject({ params: { signText: text } });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => parseVendorFrame(`1|Fn|${text}`).kind !== undefined));
  });
});

describe('vendorAnswer', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('|', '"', "'", '\\', '\u2028', '\n', '</script>'),
  );

  it('survives a reader that splits on | and evaluates the rest as a literal', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const answer = vendorAnswer('Fn', { ret: 0, msg: text });
        const fields = answer.split('|');
        expect(fields).toHaveLength(3);
        expect(new Function(`return (${fields[2]})`)()).toEqual({ ret: 0, msg: text });
        expect(JSON.parse(fields[2] ?? '')).toEqual({ ret: 0, msg: text });
      }),
    );
  });

  it('is ASCII with no quote inside a value', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const answer = vendorAnswer('Fn', { msg: text });
        expect(answer).toMatch(/^[\x20-\x7e]*$/);
        expect(answer.slice('1|Fn|{"msg":"'.length, -'"}'.length)).not.toMatch(/["'|]/);
      }),
    );
  });
});

it('reads the number of its own answers, and of nothing else', () => {
  expect(answeredRet(vendorAnswer('SignText', { ret: -536145887, msg: '"ret":1,' }))).toBe(-536145887);
  expect(answeredRet(vendorAnswer('GetCertCount', { ret: 0 }))).toBe(0);
  for (const other of [WELCOME_FRAME, '1|A|{"msg":"","ret":3}', '1|A|{"ret":"3"}', 'x'])
    expect(answeredRet(other)).toBeNull();
});
