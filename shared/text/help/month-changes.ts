import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';
import { SETTLEMENT_NOTE, SETTLEMENT_STEPS } from './settlement.js';

export const MONTH_CHANGES: Texts<HelpPage> = {
  'zh-CN': {
    title: '本月流程：有人员增减、个人补收',
    summary: '先申报人员变动，再做个人补收，最后做单位缴费核定。',
    parts: [
      {
        heading: '一、人员增减',
        steps: [
          { text: '用河北CA登录网报系统。', see: 'login' },
          {
            text: '在「人员业务」的「人员增加」里录入新增人员。人多可以用模板导入，人不多建议手动录入。',
            whose: 'bureau',
          },
          { text: '人员减少在「人员减少」里，操作类似。', whose: 'bureau' },
          { text: '在「申报提交」里点「CA申报」。', whose: 'bureau' },
        ],
      },
      {
        heading: '二、个人补收（没有就跳过）',
        steps: [
          { text: '在「单位业务」的「个人补收」里做个人补收。', whose: 'bureau' },
          { text: '在「申报提交」里再点「CA申报」。', whose: 'bureau' },
        ],
      },
      { heading: '三、单位缴费核定', steps: SETTLEMENT_STEPS['zh-CN'] },
      SETTLEMENT_NOTE['zh-CN'],
      {
        heading: '提示「您的证书中没有印章信息」',
        text: '证书里没有电子签章，提交的业务不能自动审批，要到柜台审批。可以先免费申请电子签章，再提交。',
        list: [{ text: '怎样申请：', see: 'seal' }],
      },
      {
        heading: '提交后在哪里看',
        text: '「申报提交」里有四栏：未申报业务、已申报未处理业务、审批通过业务、审批未通过业务。',
      },
    ],
  },
  en: {
    title: 'The month’s work: with changes',
    summary: 'Declare who joins and leaves first, then payments in arrears, then settle the contributions.',
    parts: [
      {
        heading: '1. Who joins and leaves',
        steps: [
          { text: 'Log in with the Hebei CA certificate.', see: 'login' },
          {
            text: 'Enter who joins under staff business, additions. Many people can be imported by a template; a few are better typed.',
            whose: 'bureau',
          },
          { text: 'Who leaves is entered under reductions, in the same way.', whose: 'bureau' },
          { text: 'Choose CA declaration under submissions.', whose: 'bureau' },
        ],
      },
      {
        heading: '2. Payments in arrears, if any',
        steps: [
          { text: 'Enter them under unit business, individual arrears.', whose: 'bureau' },
          { text: 'Choose CA declaration under submissions once more.', whose: 'bureau' },
        ],
      },
      { heading: '3. Settlement of contributions', steps: SETTLEMENT_STEPS.en },
      SETTLEMENT_NOTE.en,
      {
        heading: 'The website says that the certificate has no seal',
        text: 'Without an electronic seal what you submit is not approved automatically but at the counter. You can apply for the seal, free of charge, before you submit.',
        list: [{ text: 'How:', see: 'seal' }],
      },
      {
        heading: 'Where to see what became of it',
        text: 'Submissions has four lists: not declared, declared and not handled, approved, not approved.',
      },
    ],
  },
};
