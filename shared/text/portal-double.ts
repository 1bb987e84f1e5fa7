import type { Texts } from './language.js';

interface PortalDoubleText {
  readonly site: (address: string) => string;
  readonly account: (number: string, password: string) => string;
  readonly control: (address: string) => string;
  readonly end: string;
}

/** What `npm run portal` says on the terminal. */
export const PORTAL_DOUBLE_TEXT: Texts<PortalDoubleText> = {
  'zh-CN': {
    site: (address) => `模拟网报系统：${address}`,
    account: (number, password) => `账号（单位编号）：${number}，初始网报登录密码：${password}`,
    control: (address) => `控制台（业务时间、审批、退回、使登录失效）：${address}`,
    end: '按 Ctrl+C 结束。',
  },
  en: {
    site: (address) => `Simulated portal: ${address}`,
    account: (number, password) => `Account (unit number): ${number}, initial portal password: ${password}`,
    control: (address) => `Control page (business time, approval, rejection, end of logins): ${address}`,
    end: 'Press Ctrl+C to end.',
  },
};
