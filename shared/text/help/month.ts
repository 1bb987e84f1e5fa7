import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';
import { SETTLEMENT_NOTE, SETTLEMENT_STEPS } from './settlement.js';

export const MONTH: Texts<HelpPage> = {
  'zh-CN': {
    title: '本月流程：没有人员变动',
    summary: '本月没有人员增减，也没有个人补收，从登录到缴费这样做。',
    parts: [
      {
        steps: [{ text: '用河北CA登录网报系统。', see: 'login' }, ...SETTLEMENT_STEPS['zh-CN']],
      },
      SETTLEMENT_NOTE['zh-CN'],
      {
        heading: '其他情况',
        list: [
          { text: '有人员增减或个人补收。', see: 'month-changes' },
          { text: '没有河北CA。', see: 'without-ca' },
        ],
      },
    ],
  },
  en: {
    title: 'The month’s work: no changes',
    summary: 'From login to payment in a month in which nobody joins or leaves and nothing is paid in arrears.',
    parts: [
      { steps: [{ text: 'Log in with the Hebei CA certificate.', see: 'login' }, ...SETTLEMENT_STEPS.en] },
      SETTLEMENT_NOTE.en,
      {
        heading: 'Other cases',
        list: [
          { text: 'People join or leave, or pay in arrears.', see: 'month-changes' },
          { text: 'There is no certificate.', see: 'without-ca' },
        ],
      },
    ],
  },
};
