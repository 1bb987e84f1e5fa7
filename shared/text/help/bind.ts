import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';
import { TWO_PASSWORDS } from './two-passwords.js';

export const BIND: Texts<HelpPage> = {
  'zh-CN': {
    title: 'CA绑定',
    summary: '把河北CA数字证书和单位绑在一起，绑定后用证书登录。',
    parts: [
      {
        text: '先用单位编号和网报登录密码登录网站，并改好网报登录密码。',
        steps: [
          '插上河北CA数字证书。',
          '点「CA绑定」。',
          '证书厂商选择「河北CA」。',
          '点「读取证书」。',
          '点「保存」。',
          { text: '退出后，以后每次用河北CA登录。', see: 'login' },
        ],
      },
      {
        heading: '已有河北CA证书',
        text: '在河北省其他政务服务领域申请的河北CA证书，自己绑定后就可以用，不用再交费新办。',
      },
      TWO_PASSWORDS['zh-CN'],
    ],
  },
  en: {
    title: 'Bind the certificate',
    summary: 'Ties the Hebei CA certificate to the unit; from then on it is used to log in.',
    parts: [
      {
        text: 'First log in with the unit number and the portal password, and change the portal password.',
        steps: [
          'Plug in the Hebei CA token.',
          'Choose CA binding.',
          'Choose Hebei CA as the maker of the certificate.',
          'Read the certificate.',
          'Save.',
          { text: 'Log out; from now on log in with the Hebei CA certificate.', see: 'login' },
        ],
      },
      {
        heading: 'A certificate that you have already',
        text: 'A Hebei CA certificate that was issued for other government services of the province works once you have bound it; there is no new fee.',
      },
      TWO_PASSWORDS.en,
    ],
  },
};
