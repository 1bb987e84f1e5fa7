import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';
import { TWO_PASSWORDS } from './two-passwords.js';

export const FIRST_USE: Texts<HelpPage> = {
  'zh-CN': {
    title: '首次使用',
    summary: '已参保单位第一次用网报系统时做一遍，以后不用再做。',
    parts: [
      {
        heading: '电脑要求',
        list: [
          '操作系统：Windows 7 或以上。',
          '浏览器：谷歌浏览器。',
          { text: '杀毒软件：不要使用窗口拦截功能。', see: 'popups' },
          'Excel：手册要求安装；本软件的登录和签名不需要它。',
        ],
      },
      {
        heading: '步骤',
        steps: [
          { text: '安装「河北CA数字证书助手」，装好后重启电脑。', see: 'install' },
          { text: '连接浏览器和桌面程序。', see: 'connect' },
          { text: '打开网报系统，启用网站。', see: 'website' },
          '用单位编号和网报登录密码登录网站。初始网报登录密码是 123456。',
          '按网站的提示修改网报登录密码：大写字母、小写字母和数字都要有，不少于 6 位。',
          { text: '插上河北CA数字证书，做 CA绑定。', see: 'bind' },
          { text: '以后每次只用河北CA登录。', see: 'login' },
        ],
      },
      TWO_PASSWORDS['zh-CN'],
    ],
  },
  en: {
    title: 'First use',
    summary: 'Done once, when an insured unit uses the filing portal for the first time.',
    parts: [
      {
        heading: 'What the computer needs',
        list: [
          'System: Windows 7 or later.',
          'Browser: Google Chrome.',
          { text: 'Antivirus: its blocking of windows must be off.', see: 'popups' },
          'Excel: the manual asks for it; login and signatures with this software do not need it.',
        ],
      },
      {
        heading: 'Steps',
        steps: [
          { text: 'Install the Hebei CA certificate assistant and restart the computer.', see: 'install' },
          { text: 'Connect the browser and the desktop program.', see: 'connect' },
          { text: 'Open the filing portal and enable the website.', see: 'website' },
          'Log in with the unit number and the portal password, which is 123456 at first.',
          'Change the portal password as the website asks: capital letters, small letters and digits, 6 characters or more.',
          { text: 'Plug in the Hebei CA token and bind it.', see: 'bind' },
          { text: 'From now on, log in with the Hebei CA certificate alone.', see: 'login' },
        ],
      },
      TWO_PASSWORDS.en,
    ],
  },
};
