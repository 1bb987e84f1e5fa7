import type { Texts } from '../language.js';
import type { HelpPart } from './page.js';

/** Both are 123456 at first, and are taken for each other. */
export const TWO_PASSWORDS: Texts<HelpPart> = {
  'zh-CN': {
    heading: '两个 123456 不是一回事',
    list: [
      '网报登录密码：用单位编号登录网站时输入，初始 123456；第一次登录后网站要求修改，由大写字母、小写字母和数字组成，不少于 6 位。',
      '证书口令：用河北CA数字证书登录和签章时输入，初始 123456；它在数字证书（USB Key）里，只在桌面程序的窗口里输入。',
    ],
    warning: '改了其中一个，另一个不会跟着变。证书口令输错次数太多，证书会锁定。',
  },
  en: {
    heading: 'Two different 123456',
    list: [
      'Portal password: typed on the website together with the unit number, 123456 at first. The website asks you to change it after the first login: capital letters, small letters and digits, 6 characters or more.',
      'Token password: asked for when you log in or seal with the Hebei CA certificate, 123456 at first. It belongs to the USB token and is typed in the window of the desktop program only.',
    ],
    warning: 'Changing one does not change the other. Too many wrong token passwords lock the certificate.',
  },
};
