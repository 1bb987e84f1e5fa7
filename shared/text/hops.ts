import type { Texts } from './language.js';

export interface HopsText {
  readonly title: string;
  /** For whom it is, and what it does not hold. */
  readonly what: string;
  readonly none: string;
  readonly columns: readonly string[];
  /** By the vendor's number in the answer; null where it has none. */
  readonly answered: (ret: number | null) => string;
  readonly tab: string;
  readonly outcome: string;
  /** Every tab, or every outcome. */
  readonly all: string;
  readonly refresh: string;
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly clear: string;
}

/** The log of messages on the extension's page of records and settings. */
export const HOPS_TEXT: Texts<HopsText> = {
  'zh-CN': {
    title: '消息记录（供工程师使用）',
    what: '只记消息的时间、名称、长度和结果，不记内容；关闭浏览器后自动清除。',
    none: '还没有消息。',
    columns: [
      '时间',
      '路段',
      '名称',
      '网页到扩展（毫秒）',
      '用时（毫秒）',
      '发出 / 收到（字符）',
      '结果',
      '标签页 / 框架',
      '网站',
    ],
    answered: (ret) => (ret === null ? '已答复' : `已答复，返回码 ${ret}`),
    tab: '标签页',
    outcome: '结果',
    all: '全部',
    refresh: '刷新',
    copy: '复制',
    copied: '已复制。',
    notCopied: '没有复制成功，请再试一次。',
    clear: '清除',
  },
  en: {
    title: 'Messages (for engineers)',
    what: 'Times, names, lengths and outcomes of messages, never what they say; gone when the browser is closed.',
    none: 'No messages yet.',
    columns: [
      'Time',
      'Hop',
      'Name',
      'Page to extension (milliseconds)',
      'Milliseconds',
      'Sent / received (characters)',
      'Outcome',
      'Tab / frame',
      'Website',
    ],
    answered: (ret) => (ret === null ? 'answered' : `answered, return code ${ret}`),
    tab: 'Tab',
    outcome: 'Outcome',
    all: 'all',
    refresh: 'Refresh',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'Not copied; please try again.',
    clear: 'Clear',
  },
};
