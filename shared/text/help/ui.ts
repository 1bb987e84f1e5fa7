import type { Texts } from '../language.js';
import type { Owner } from './page.js';

export interface HelpUiText {
  readonly title: string;
  readonly tasks: string;
  readonly search: string;
  readonly searched: string;
  readonly found: (count: number) => string;
  readonly previous: string;
  readonly next: string;
  readonly print: string;
  /** The link beside a problem. */
  readonly whatToDo: string;
  readonly owners: Readonly<Record<Owner, string>>;
}

export const HELP_UI_TEXT: Texts<HelpUiText> = {
  'zh-CN': {
    title: '衡水社保 CA 助手：帮助',
    tasks: '要办什么',
    search: '查找帮助',
    searched: '例如：延期、电子签章、锁定',
    found: (count) => (count === 0 ? '没有找到，换个词试试。' : `找到 ${count} 页。`),
    previous: '上一页',
    next: '下一页',
    print: '打印本页',
    whatToDo: '怎么办',
    owners: { bureau: '社保局', centre: '中心窗口', tax: '税务局' },
  },
  en: {
    title: 'Hengshui CA Assistant: Help',
    tasks: 'What to do',
    search: 'Search the help',
    searched: 'E.g. renew, seal, locked',
    found: (count) => (count === 0 ? 'Nothing found; try another word.' : `Pages found: ${count}.`),
    previous: 'Previous',
    next: 'Next',
    print: 'Print this page',
    whatToDo: 'What to do',
    owners: { bureau: 'Social insurance bureau', centre: 'Service centre', tax: 'Tax bureau' },
  },
};
