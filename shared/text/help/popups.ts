import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const POPUPS: Texts<HelpPage> = {
  'zh-CN': {
    title: '窗口被拦截',
    summary: '点了打印或签章没有反应，多半是新窗口被拦截了，先看是浏览器还是杀毒软件。',
    parts: [
      {
        heading: '浏览器拦截',
        text: '地址栏右边出现「已拦截弹出式窗口」的图标。',
        steps: [
          '核对地址栏里的网址是网报系统的。',
          '点这个图标，选择始终允许这个网站，再点「完成」。',
          '回到网页，再点一次刚才的按钮。',
        ],
        warning: '只允许网报系统这一个网站，不要对所有网站都允许。',
      },
      {
        heading: '杀毒软件拦截',
        text: '浏览器没有这个图标，窗口还是打不开，或者一闪就没有了。',
        steps: ['打开杀毒软件的设置。', '关闭窗口拦截功能。', '回到网页，再点一次刚才的按钮。'],
      },
    ],
  },
  en: {
    title: 'Windows that are blocked',
    summary:
      'If printing or sealing does nothing, a new window was probably blocked, by the browser or by the antivirus.',
    parts: [
      {
        heading: 'By the browser',
        text: 'An icon at the right of the address bar says that a pop-up was blocked.',
        steps: [
          'Check that the address is the filing portal’s.',
          'Click the icon, choose to always allow this website, and finish.',
          'Go back to the page and click the button once more.',
        ],
        warning: 'Allow it for this one website, not for all.',
      },
      {
        heading: 'By the antivirus',
        text: 'There is no such icon, and the window still does not open or is gone at once.',
        steps: [
          'Open the settings of the antivirus.',
          'Switch its blocking of windows off.',
          'Go back to the page and click the button once more.',
        ],
      },
    ],
  },
};
