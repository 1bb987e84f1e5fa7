import type { Texts } from './language.js';

interface JournalText {
  /** In the order of the cells of `journal-csv.ts`. */
  readonly columns: readonly string[];
  readonly outcomes: Readonly<Record<'signed' | 'failed' | 'unknown', string>>;
  readonly consents: Readonly<Record<'window' | 'grant' | 'remembered', string>>;
  readonly repair: (file: string) => string;
}

const BEIJING = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Asia/Shanghai',
});

/** A moment (ISO 8601) as `2026-11-24 09:00:00` in China's time zone, wherever the computer is. */
export function beijingTime(iso: string): string {
  return BEIJING.format(new Date(iso));
}

/** The record of signatures, as it is written into a table. */
export const JOURNAL_TEXT: Texts<JournalText> = {
  'zh-CN': {
    columns: ['序号', '时间（北京）', '证书所有者', '网站', '用途', '结果', '说明', '同意方式', '校验码', '证书编号'],
    outcomes: { signed: '已签名', failed: '没有签成', unknown: '不确定' },
    consents: { window: '逐次同意', grant: '连续签名', remembered: '一段时间内不再询问' },
    repair: (file) => `记录文件 ${file} 有损坏，已原样保留并另起新文件`,
  },
  en: {
    columns: [
      'No.',
      'Time (Beijing)',
      'Certificate owner',
      'Website',
      'Purpose',
      'Outcome',
      'Remark',
      'Consent',
      'Check code',
      'Certificate id',
    ],
    outcomes: { signed: 'signed', failed: 'not signed', unknown: 'not known' },
    consents: { window: 'each by itself', grant: 'one of several', remembered: 'not asked for a while' },
    repair: (file) => `the file ${file} of the record was damaged; it was left as it is and a new one begun`,
  },
};
