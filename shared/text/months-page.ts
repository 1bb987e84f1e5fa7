import type { Texts } from './language.js';

/** The page of units and their months. */
export interface MonthsPageText {
  readonly title: string;
  readonly explained: string;
  readonly search: string;
  readonly found: (count: number) => string;
  readonly account: (number: string) => string;
  readonly site: (origin: string) => string;
  readonly nickname: string;
  readonly cutOff: string;
  readonly noCutOff: string;
  readonly day: (day: number) => string;
  readonly open: string;
  readonly forget: string;
  readonly forgetThis: (company: string) => string;
}

export const MONTHS_PAGE_TEXT: Texts<MonthsPageText> = {
  'zh-CN': {
    title: '本月办理',
    explained: '在网报系统登录过的单位都在这里，步骤按网页显示的内容自动更新。不保存任何人员的姓名和证件号码。',
    search: '查找单位名称、简称或单位编号',
    found: (count) => `共 ${count} 个单位`,
    account: (number) => `单位编号 ${number}`,
    site: (origin) => `网站 ${origin}`,
    nickname: '简称（方便查找）',
    cutOff: '申报截止日',
    noCutOff: '没有设置',
    day: (day) => `每月 ${day} 日`,
    open: '打开网报系统',
    forget: '不再显示',
    forgetThis: (company) => `不再显示 ${company}`,
  },
  en: {
    title: "This month's filing",
    explained:
      'Every company that logged in to the portal. Steps follow what the pages show. No name and no id number of any person is kept.',
    search: 'Find by name, short name or number',
    found: (count) => `${count} companies`,
    account: (number) => `No. ${number}`,
    site: (origin) => `Website ${origin}`,
    nickname: 'Short name (to find it by)',
    cutOff: 'Last day of filing',
    noCutOff: 'not set',
    day: (day) => `day ${day} of each month`,
    open: 'Open the portal',
    forget: 'Show no more',
    forgetThis: (company) => `Show no more: ${company}`,
  },
};
