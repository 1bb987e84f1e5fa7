import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';
import { TWO_PASSWORDS } from './two-passwords.js';

export const LOGIN: Texts<HelpPage> = {
  'zh-CN': {
    title: '登录',
    summary: '绑定后，每次用河北CA数字证书登录网报系统。',
    parts: [
      {
        heading: '用河北CA登录',
        steps: [
          '插上河北CA数字证书。',
          '打开网报系统；也可以运行「河北CA数字证书助手」，在快捷链接里选「社保」，再选「衡水市社保医保网报」。',
          '选择 CA登录，点「河北CA」。',
          '在桌面程序的窗口里核对网站和证书所有者，输入证书口令。没有改过的证书口令是 123456。',
        ],
      },
      {
        heading: '还没有绑定，或没有河北CA',
        text: '用单位编号和网报登录密码登录。',
        list: [
          { text: '有证书，还没有绑定：登录后做 CA绑定。', see: 'bind' },
          { text: '没有证书：每次都这样登录。', see: 'without-ca' },
        ],
      },
      TWO_PASSWORDS['zh-CN'],
    ],
  },
  en: {
    title: 'Log in',
    summary: 'Once it is bound, the Hebei CA certificate logs you in to the filing portal.',
    parts: [
      {
        heading: 'With the Hebei CA certificate',
        steps: [
          'Plug in the Hebei CA token.',
          'Open the filing portal, or start the Hebei CA certificate assistant and choose social insurance, then the Hengshui filing portal, among its quick links.',
          'Choose login by CA, then Hebei CA.',
          'In the window of the desktop program check the website and the owner, and type the token password. It is 123456 if it was never changed.',
        ],
      },
      {
        heading: 'Not bound yet, or no certificate',
        text: 'Log in with the unit number and the portal password.',
        list: [
          { text: 'There is a certificate that is not bound: bind it after the login.', see: 'bind' },
          { text: 'There is no certificate: log in this way each time.', see: 'without-ca' },
        ],
      },
      TWO_PASSWORDS.en,
    ],
  },
};
