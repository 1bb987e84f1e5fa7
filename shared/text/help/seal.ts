import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const SEAL: Texts<HelpPage> = {
  'zh-CN': {
    title: '申请电子签章',
    summary: '证书里没有电子签章（也叫社保专用章、印章）的单位申请，免费。',
    parts: [
      {
        heading: '先看证书里有没有',
        list: [
          '插上河北CA数字证书，打开「河北CA数字证书助手」的「我的签章」。',
          '或者在「所有程序」里打开「河北腾翔」的「印章查看」。',
        ],
      },
      {
        heading: '在网站申请',
        steps: [
          '插上河北CA数字证书。',
          '登录 www.hebca.com，点「社保用户申请章」。',
          '选择「衡水社保签章」，按提示申请。这项业务免费。',
        ],
      },
      {
        heading: '到窗口申请',
        text: '带上河北CA数字证书和公章，或采集好公章印模的电子签章申请表。',
        list: [{ text: '地点和要带的材料：', see: 'counter' }],
      },
    ],
  },
  en: {
    title: 'Apply for the electronic seal',
    summary: 'For units whose Hebei CA certificate has no electronic seal; free of charge.',
    parts: [
      {
        heading: 'See first whether there is one',
        list: [
          'Plug in the token and look at your seals in the Hebei CA certificate assistant.',
          'Or open the viewer of seals among the programs of Hebei Tengxiang.',
        ],
      },
      {
        heading: 'On the website',
        steps: [
          'Plug in the Hebei CA token.',
          'Open www.hebca.com and choose the seal for users of social insurance.',
          'Choose the seal for Hengshui and follow the website. It is free of charge.',
        ],
      },
      {
        heading: 'At the counter',
        text: 'Bring the token and the official stamp, or the application form that bears its imprint.',
        list: [{ text: 'Where it is, and what to bring:', see: 'counter' }],
      },
    ],
  },
};
