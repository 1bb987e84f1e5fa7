import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const HOTLINES: Texts<HelpPage> = {
  'zh-CN': {
    title: '电话和 QQ 群',
    summary: '数字证书的问题问河北CA。本软件不是官方软件。',
    parts: [
      {
        list: [
          '全省客服热线（24 小时）：400-707-3355',
          '衡水地区电话：13373183527',
          'QQ 群「河北CA衡水社保申报服务群」：632735757',
          '河北CA网站：www.hebca.com',
        ],
        warning: '不要把证书口令和网报登录密码告诉任何人。',
      },
      {
        heading: '该问谁',
        list: [
          '数字证书、电子签章、证书口令：河北CA。',
          '出缴费申报表之前的业务：社保局。',
          '出了缴费申报表以后的缴费：税务局。',
        ],
      },
    ],
  },
  en: {
    title: 'Telephone and QQ group',
    summary: 'Ask Hebei CA about certificates. This software is not official.',
    parts: [
      {
        list: [
          'Hotline of the province (24 hours): 400-707-3355',
          'Hengshui: 13373183527',
          'QQ group of Hebei CA for Hengshui: 632735757',
          'Website of Hebei CA: www.hebca.com',
        ],
        warning: 'Tell nobody your token password or your portal password.',
      },
      {
        heading: 'Whom to ask',
        list: [
          'Certificates, seals, token password: Hebei CA.',
          'All up to the contribution declaration: the social insurance bureau.',
          'The payment after it: the tax bureau.',
        ],
      },
    ],
  },
};
