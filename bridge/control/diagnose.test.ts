import { describe, expect, it } from 'vitest';
import { DIAGNOSIS_TEXT } from '../../shared/text/diagnosis.js';
import { LANGUAGES } from '../../shared/text/language.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { type Diagnosis, diagnosisSchema } from '../environment/diagnosis.js';
import { WELL } from '../environment/testing/well.js';
import { showDiagnosis } from './diagnose.js';

const zh = DIAGNOSIS_TEXT['zh-CN'];
const reasons = REASON_TEXT['zh-CN'];
const token = { label: 'HEBCA', certificates: 2, daysLeft: 90, tries: 'unknown' as const };

function show(over: Partial<Diagnosis> & { readonly found?: Partial<Diagnosis['environment']> } = {}) {
  const { found, ...rest } = over;
  const environment = { ...WELL.environment, ...found };
  const { text, well } = showDiagnosis(diagnosisSchema.parse({ ...WELL, ...rest, environment }), 'zh-CN', false);
  const lines = text.trimEnd().split('\n');
  return { text, well, last: lines.at(-1) ?? '', broken: lines.filter((line) => line.startsWith(zh.marks.bad)) };
}

describe('what the terminal shows', () => {
  it.each(LANGUAGES)('is a line on each link, in %s', (language) => {
    const { text, well } = showDiagnosis(WELL, language, false);
    expect(well).toBe(true);
    expect(text.endsWith(`\n${DIAGNOSIS_TEXT[language].allWell}\n`)).toBe(true);
    for (const shown of ['bookworm', '1.2.3', '18632', 'libgm3000.1.0.so', 'HEBCA', '90'])
      expect(text).toContain(shown);
    expect(text.split('\n').filter((line) => line.startsWith('['))).toHaveLength(10);
  });

  it.each<[string, Parameters<typeof show>[0], string]>([
    ['a bridge that is stopped', { running: 'no' }, '没有运行'],
    ['a bridge without a port', { running: 'blocked' }, '端口都被别的程序占用'],
    ['a bridge that hangs', { running: 'silent' }, '没有回应'],
    ['no windows', { windows: { password: false, confirm: true } }, '口令窗口'],
    ['a full disk', { writable: false }, '写不进去'],
    ['a changed record', { journal: 'damaged' }, '改动'],
    ['a record that cannot be read', { journal: 'unreadable' }, '读不出来'],
    ['no driver', { found: { drivers: [] } }, reasons['module.missing'].what],
    [
      'a driver of 32 bits',
      { found: { drivers: [{ name: 'pkcs11', file: 'HtPkcs11.dll', state: 'module.wrongBitness' }] } },
      reasons['module.wrongBitness'].what,
    ],
    ['no token', { tokens: [] }, reasons['token.none'].what],
    ['tokens that cannot be listed', { tokens: { reason: 'driver.crashed' } }, reasons['driver.crashed'].what],
    ['an empty token', { tokens: [{ ...token, certificates: 0, daysLeft: null }] }, reasons['certificate.none'].what],
    ['a locked token', { tokens: [{ ...token, tries: 'locked' }] }, reasons['password.locked'].what],
    ['an expired certificate', { tokens: [{ ...token, daysLeft: -1 }] }, '已过期'],
    ['no browser', { browsers: { known: 0, connected: 0 } }, reasons['bridge.unpaired'].what],
  ])('names %s as what to mend', (_, over, words) => {
    const { well, last, broken } = show(over);
    expect([well, broken.length]).toEqual([false, 1]);
    expect(last).toContain(words);
  });

  it('names the first of several broken links', () => {
    const { broken, last } = show({ running: 'no', found: { drivers: [] }, tokens: [], browsers: null });
    expect(broken).toHaveLength(3);
    expect(last).toContain('没有运行');
  });

  it('tells of other programs on the ports without calling anything broken', () => {
    const { text, well } = show({
      found: {
        helper: { installed: 'unknown', running: 'yes' },
        strangers: [
          { port: 18_632, place: 'bridge', program: null, answers: true },
          { port: 17_212, place: 'helper', program: '/opt/hebca/helper', answers: true },
        ],
      },
    });
    expect([well, text.includes('端口 18632 被别的程序占用'), text.includes('/opt/hebca/helper')]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('tells of one that does not answer, by its name where that is known', () => {
    const silent = (program: string | null): string =>
      show({ found: { strangers: [{ port: 18_632, place: 'bridge', program, answers: false }] } }).text;
    expect(silent('/opt/other')).toContain('端口 18632 被别的程序占用，它没有应答：/opt/other');
    expect(silent(null)).toContain('端口 18632 没有应答，未能确认');
  });

  it('tells of tries that are left', () => {
    expect(show({ tokens: [{ ...token, tries: 'last' }] }).text).toContain('只剩最后一次');
    expect(show({ tokens: [{ ...token, retriesLeft: 3 }] }).text).toContain('3 次');
  });

  it('takes out of a label what would change the line', () => {
    expect(show({ tokens: [{ ...token, label: 'a\u202e\n[正常]' }] }).text).toContain('a↵[正常]：');
  });

  it('is the same for programs, with each link’s state', () => {
    const { text, well } = showDiagnosis({ ...WELL, writable: false }, 'zh-CN', true);
    const {
      links,
      well: told,
      ...diagnosis
    } = JSON.parse(text) as Diagnosis & {
      readonly links: readonly object[];
      readonly well: boolean;
    };
    expect(diagnosisSchema.parse(diagnosis)).toEqual({ ...WELL, writable: false });
    expect(links).toContainEqual({ link: 'disk', state: 'bad' });
    expect([well, told]).toEqual([false, false]);
  });
});
