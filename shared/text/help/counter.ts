import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const COUNTER: Texts<HelpPage> = {
  'zh-CN': {
    title: '现场办理',
    summary: '申请证书、申请电子签章和延期都可以到窗口办理。',
    parts: [
      {
        heading: '地点',
        text: '衡水市市民中心（市政务大厅）2楼 B18 河北CA窗口，在南外环和中华大街交口以东，路南。',
      },
      {
        heading: '申请证书和电子签章',
        list: ['统一社会信用代码证，或复印件。', '经办人身份证。', '公章，或采集好公章印模的电子签章申请表。'],
      },
      {
        heading: '已有证书，申请电子签章',
        list: ['河北CA数字证书。', '公章，或采集好公章印模的电子签章申请表。'],
      },
      { heading: '延期', list: ['河北CA数字证书。'] },
      {
        heading: '申请表在哪里',
        text: '电子签章申请表可以在 QQ 群文件里下载。',
        list: [{ text: '群号在这里：', see: 'hotlines' }],
      },
    ],
  },
  en: {
    title: 'At the counter',
    summary: 'Where certificates, seals and renewals are handled in person.',
    parts: [
      {
        heading: 'Where',
        text: 'Citizens’ Centre of Hengshui (municipal service hall), second floor, counter B18, Hebei CA; east of the crossing of the South Outer Ring and Zhonghua Street, on the south side.',
      },
      {
        heading: 'Certificate and seal',
        list: [
          'The unified social credit code certificate or a copy.',
          'The identity card of whoever comes.',
          'The official stamp, or the application form that bears its imprint.',
        ],
      },
      {
        heading: 'A seal for a certificate that you have',
        list: ['The Hebei CA token.', 'The official stamp, or the application form that bears its imprint.'],
      },
      { heading: 'Renewal', list: ['The Hebei CA token.'] },
      {
        heading: 'The form',
        text: 'The application form for the seal is among the files of the QQ group.',
        list: [{ text: 'Its number:', see: 'hotlines' }],
      },
    ],
  },
};
