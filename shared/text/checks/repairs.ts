import type { Texts } from '../language.js';

/** What a button beside a finding does. */
export const REPAIRS = [
  'again',
  'connect',
  'enable',
  'reload',
  'allowPopups',
  'openSite',
  'changePassword',
  'records',
] as const;
export type Repair = (typeof REPAIRS)[number];

export const REPAIR_TEXT: Texts<Readonly<Record<Repair, string>>> = {
  'zh-CN': {
    again: '重新检查',
    connect: '连接浏览器',
    enable: '启用',
    reload: '刷新网页',
    allowPopups: '允许弹出窗口',
    openSite: '打开网报系统',
    changePassword: '修改证书口令',
    records: '查看记录',
  },
  en: {
    again: 'Check again',
    connect: 'Connect this browser',
    enable: 'Enable',
    reload: 'Reload the page',
    allowPopups: 'Allow pop-up windows',
    openSite: 'Open the portal',
    changePassword: 'Change the token password',
    records: 'Show the record',
  },
};
