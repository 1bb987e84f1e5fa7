import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const CONNECT: Texts<HelpPage> = {
  'zh-CN': {
    title: '连接浏览器',
    summary: '浏览器和桌面程序第一次使用前要互相认识一次，由您在两边各点一下。',
    parts: [
      {
        steps: [
          '在桌面程序里打开「连接浏览器」，两分钟内有效。不知道怎样打开，请问安装本软件的人。',
          '点浏览器工具栏上的扩展图标，再点「连接浏览器」。',
          '浏览器里出现六位数字，把它输入桌面程序打开的窗口。',
          '核对窗口里写的程序和电脑用户；不是您自己的，就点「拒绝」。',
        ],
        warning: '连接完成前，不要关闭浏览器里显示数字的页面。',
      },
      {
        heading: '以后',
        text: '每个浏览器连接一次就够；同一个浏览器里分开的用户，各连接一次。点扩展窗口里的「管理连接」，可以查看、改名和断开。',
      },
      {
        heading: '给安装本软件的人',
        text: '打开「连接浏览器」的做法，写在随本软件的说明文件（README）的「连接浏览器」一节。',
      },
    ],
  },
  en: {
    title: 'Connect the browser',
    summary: 'The browser and the desktop program get to know each other once, by a click of yours on both sides.',
    parts: [
      {
        steps: [
          'Open connecting in the desktop program; it stays open for two minutes. If you do not know how, ask whoever installed this software.',
          'Click the extension in the toolbar, then "Connect this browser".',
          'Type the six digits that the browser shows into the window of the desktop program.',
          'Check the program and the user that the window names; refuse if they are not yours.',
        ],
        warning: 'Leave the page with the digits open until it is done.',
      },
      {
        heading: 'Later',
        text: 'Each browser is connected once, and each of its profiles by itself. "Connections" in the popup shows, renames and ends connections.',
      },
      {
        heading: 'For whoever installed this software',
        text: 'How connecting is opened in the desktop program is told in the README.',
      },
    ],
  },
};
