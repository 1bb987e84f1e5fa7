import type { Texts } from './language.js';

export interface OptionsText {
  /** Title of the page. */
  readonly title: string;
  readonly sites: string;
  readonly noSites: string;
  /** How a site is enabled, which is done elsewhere. */
  readonly enableHow: string;
  readonly bridge: string;
  readonly connectionsHow: string;
  readonly retry: string;
}

/** The extension's page of records and settings. */
export const OPTIONS_TEXT: Texts<OptionsText> = {
  'zh-CN': {
    title: '衡水社保 CA 助手：记录与设置',
    sites: '可以使用证书的网站',
    noSites: '还没有启用网站。',
    enableHow: '要启用网站，请先打开它，再点浏览器右上角的扩展图标，点「启用」。',
    bridge: '桌面程序',
    connectionsHow: '查看、改名或断开已连接的浏览器。',
    retry: '重试',
  },
  en: {
    title: 'Hengshui CA Assistant: record and settings',
    sites: 'Websites that may use certificates',
    noSites: 'No website is enabled yet.',
    enableHow: 'To enable a website, open it, choose the extension’s button in the toolbar, then "Enable".',
    bridge: 'Desktop program',
    connectionsHow: 'See, rename or end the connections of browsers.',
    retry: 'Try again',
  },
};
