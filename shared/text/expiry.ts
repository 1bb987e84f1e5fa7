import type { Texts } from './language.js';

export interface ExpiryText {
  /** Saves a calendar's entry for the end of a certificate. */
  readonly addToCalendar: string;
  readonly fileName: (owner: string) => string;
  readonly summary: (owner: string) => string;
  readonly description: string;
  readonly remindTitle: string;
  readonly remind: (days: number, end: Date) => string;
  readonly reminders: string;
  readonly switch: string;
  readonly explained: string;
  /** The browser was not allowed to show notifications. */
  readonly refused: string;
}

const DATE = { dateStyle: 'long', timeZone: 'Asia/Shanghai' } as const;
const DATE_ZH = new Intl.DateTimeFormat('zh-CN', DATE);
const DATE_EN = new Intl.DateTimeFormat('en-GB', DATE);

/** The end of a certificate, in calendars and reminders. */
export const EXPIRY_TEXT: Texts<ExpiryText> = {
  'zh-CN': {
    addToCalendar: '加入日历',
    fileName: (owner) => `${owner} 数字证书到期.ics`,
    summary: (owner) => `数字证书到期：${owner}`,
    description:
      '请提前办理延期：登录 www.hebca.com 点「延期证书」，申请并付款后再登录一次，安装证书。客服热线 400-707-3355。',
    remindTitle: '数字证书快到期了',
    remind: (days, end) =>
      `有一张数字证书${days === 0 ? '今天到期' : `还有 ${days} 天到期`}（${DATE_ZH.format(end)}），请办理延期。点这里看怎么办。`,
    reminders: '到期提醒',
    switch: '数字证书到期前 60、30、7、1 天提醒我',
    explained:
      '打开时浏览器会询问是否允许显示通知。只提醒在这台电脑的这个浏览器里见过的证书，只记证书和 USB Key 的编号、到期日。',
    refused: '浏览器没有允许显示通知，所以不能提醒。需要时请再打开一次，并点「允许」。',
  },
  en: {
    addToCalendar: 'Add to calendar',
    fileName: (owner) => `${owner} certificate ends.ics`,
    summary: (owner) => `Certificate ends: ${owner}`,
    description:
      'Renew it in time: choose renewal on www.hebca.com, apply and pay, then come back once more to install the certificate. Hotline 400-707-3355.',
    remindTitle: 'A certificate ends soon',
    remind: (days, end) =>
      `A certificate ends ${days === 0 ? 'today' : days === 1 ? 'in 1 day' : `in ${days} days`} (${DATE_EN.format(end)}). Click to see how it is renewed.`,
    reminders: 'Reminders',
    switch: 'Remind me 60, 30, 7 and 1 days before a certificate ends',
    explained:
      'When you turn it on, the browser asks whether notifications may be shown. Only certificates that this browser has seen are reminded of; the numbers of certificate and token and the end are kept, nothing else.',
    refused:
      'The browser was not allowed to show notifications, so it cannot remind you. Turn it on again and allow it.',
  },
};
