import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const WEBSITE: Texts<HelpPage> = {
  'zh-CN': {
    title: '启用网站',
    summary: '数字证书只在您启用过的网站上可用。',
    parts: [
      {
        steps: [
          '打开社保医保网报系统的网页。',
          '点浏览器工具栏上的扩展图标，或按 Alt+Shift+H。',
          '在「本网站」里核对网址，点「启用」，再在浏览器的询问里点「允许」。',
          '工具栏图标上出现「↻」时，先保存网页上的内容，再打开扩展窗口点「刷新网页」。',
        ],
        warning:
          '「像是网报系统」只表示网页的样子相符，仿冒的网页也能做到。以网址为准；拿不准时不要启用，先向社保局或中心窗口核对网址。',
      },
      {
        heading: '停用',
        text: '不再需要时点「停用」，正在使用的证书登录立即结束。',
      },
    ],
  },
  en: {
    title: 'Enable the website',
    summary: 'Certificates work only on websites that you have enabled.',
    parts: [
      {
        steps: [
          'Open the page of the filing portal.',
          'Click the extension in the toolbar, or press Alt+Shift+H.',
          'Check the address there, enable the website, and allow it when the browser asks.',
          'If the icon shows an arrow, save what is on the page, then open the popup and reload the page.',
        ],
        warning:
          'A page that looks like the portal may be a copy. Go by the address; if you are not sure, do not enable it and ask the social insurance bureau or the service centre first.',
      },
      { heading: 'Take it back', text: 'Disable it when it is no longer needed; a login in use ends at once.' },
    ],
  },
};
