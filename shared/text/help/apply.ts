import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const APPLY: Texts<HelpPage> = {
  'zh-CN': {
    title: '申请证书',
    summary: '没有河北CA数字证书的单位这样申请，申请好的证书已经带有电子签章，不用另外申请。',
    parts: [
      {
        heading: '先看有没有',
        text: '已经有河北CA「法人一证通」的，不用再交费新办，自己绑定就能用；里面没有电子签章的，免费申请即可。也可以根据需要另外申请一个社保专用的证书。',
        list: [
          { text: '已有证书，直接绑定：', see: 'bind' },
          { text: '证书里没有电子签章，免费办：', see: 'seal' },
        ],
      },
      {
        heading: '在网站申请',
        steps: ['打开 www.hebca.com，点「新用户申请CA」。', '选择「社保」，再选择「衡水社保」。', '按提示申请。'],
      },
      {
        heading: '用微信申请',
        steps: [
          '打开微信，搜索小程序「CA业务系统」。',
          '依次点「新用户申请CA」「一证通」「社保」「衡水社保」。',
          '按提示填写表单。',
        ],
      },
      { heading: '到窗口申请', list: [{ text: '地点和要带的材料：', see: 'counter' }] },
    ],
  },
  en: {
    title: 'Apply for a certificate',
    summary: 'For units without a Hebei CA certificate; the new one has its seal already.',
    parts: [
      {
        heading: 'See first whether you have one',
        text: 'A Hebei CA certificate that the unit holds already needs no new fee: bind it. If it has no seal, that is free of charge. You may also apply for a separate certificate for social insurance.',
        list: [
          { text: 'You have one:', see: 'bind' },
          { text: 'It has no electronic seal (free of charge):', see: 'seal' },
        ],
      },
      {
        heading: 'On the website',
        steps: [
          'Open www.hebca.com and choose the application of new users.',
          'Choose social insurance, then Hengshui.',
          'Follow the website.',
        ],
      },
      {
        heading: 'By WeChat',
        steps: [
          'Open WeChat and search the mini program "CA business system" (its name is Chinese).',
          'Choose new application, then the one-certificate pass, social insurance, Hengshui.',
          'Fill in the form.',
        ],
      },
      { heading: 'At the counter', list: [{ text: 'Where it is, and what to bring:', see: 'counter' }] },
    ],
  },
};
