import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const INSTALL: Texts<HelpPage> = {
  'zh-CN': {
    title: '安装河北CA数字证书助手',
    summary: '电脑要先有数字证书的驱动，驱动在「河北CA数字证书助手」里。',
    parts: [
      {
        steps: [
          '拔下数字证书（USB Key）。',
          { text: '登录 www.hebca.com 下载「河北CA数字证书助手」，或从 QQ 群文件里下载。', see: 'hotlines' },
          '双击下载好的安装程序，按提示操作。',
          '安装完成后提示重启电脑，点「是」。',
          '重启后桌面上有它的图标，就是装好了。',
          '插上数字证书，点浏览器工具栏上的扩展图标，再点「重新检查」。',
        ],
      },
      {
        text: '装好后请保留它：数字证书的驱动由它提供，和本软件各用各的，不用卸载。',
      },
    ],
  },
  en: {
    title: 'Install the Hebei CA certificate assistant',
    summary: 'The computer needs the driver of the token, which comes with the Hebei CA certificate assistant.',
    parts: [
      {
        steps: [
          'Unplug the token.',
          {
            text: 'Download the Hebei CA certificate assistant at www.hebca.com or from the QQ group.',
            see: 'hotlines',
          },
          'Double-click the installer and follow it.',
          'When it asks to restart the computer, say yes.',
          'It is installed when its icon is on the desktop after the restart.',
          'Plug in the token, click the extension in the toolbar and check again.',
        ],
      },
      { text: 'Leave it installed: the driver of the token is part of it, and this software works beside it.' },
    ],
  },
};
