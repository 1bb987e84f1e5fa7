import type { Texts } from './language.js';

interface KeysText {
  readonly title: string;
  readonly none: string;
  readonly explained: string;
  readonly search: string;
  readonly found: (count: number) => string;
  readonly present: string;
  readonly absent: string;
  readonly nickname: string;
  /** For screen readers. */
  readonly nicknameOf: (owner: string) => string;
  readonly save: string;
  readonly saved: string;
  readonly seen: string;
  readonly forget: string;
  /** For screen readers. */
  readonly forgetThis: (owner: string) => string;
}

interface ChecksText {
  readonly title: string;
  readonly lastRun: (time: string) => string;
  readonly states: Readonly<Record<'good' | 'info' | 'warn' | 'alarm' | 'bad' | 'unknown', string>>;
  readonly history: string;
  readonly noHistory: string;
  readonly colon: string;
}

interface AboutText {
  readonly title: string;
  readonly extension: string;
  readonly program: string;
  readonly notConnected: string;
  readonly unofficial: string;
  readonly licence: string;
  readonly thirdParty: (parts: string) => string;
  readonly comma: string;
}

export interface OptionsText {
  /** Title of the page. */
  readonly title: string;
  readonly contents: string;
  readonly keys: KeysText;
  readonly checks: ChecksText;
  readonly about: AboutText;
  readonly sites: string;
  readonly noSites: string;
  /** How a site is enabled, which is done elsewhere. */
  readonly enableHow: string;
  readonly browsers: string;
  readonly connectionsHow: string;
  readonly retry: string;
}

/** The extension's page of records and settings. */
export const OPTIONS_TEXT: Texts<OptionsText> = {
  'zh-CN': {
    title: '衡水社保 CA 助手：记录与设置',
    contents: '目录',
    keys: {
      title: '数字证书',
      none: '这个浏览器还没有见过数字证书。插上 USB Key 后会列在这里。',
      explained: '在这台电脑的这个浏览器里见过的数字证书，先到期的在前。备注只在这里和弹出窗口里显示。',
      search: '查找单位、备注或统一代码',
      found: (count) => (count === 0 ? '没有找到，换个词试试。' : `找到 ${count} 张。`),
      present: '已插入',
      absent: '未插入',
      nickname: '备注',
      nicknameOf: (owner) => `${owner}的备注`,
      save: '保存',
      saved: '已保存',
      seen: '最近一次见到',
      forget: '忘记',
      forgetThis: (owner) => `忘记${owner}的数字证书`,
    },
    checks: {
      title: '检查',
      lastRun: (time) => `上次检查：${time}`,
      states: { good: '正常', info: '提示', warn: '注意', alarm: '请先查看', bad: '有问题', unknown: '未能确认' },
      history: '变化记录',
      noHistory: '还没有变化。',
      colon: '：',
    },
    about: {
      title: '关于',
      extension: '浏览器扩展版本',
      program: '桌面程序版本',
      notConnected: '现在没有连接',
      unofficial: '非官方软件：不是社保局、医保局或河北CA的软件，也没有得到它们的授权。',
      licence: '本软件按 MIT 许可证发布，不提供任何担保。',
      thirdParty: (parts) => `扩展里用到的他人软件及其许可证：${parts}。`,
      comma: '、',
    },
    sites: '可以使用证书的网站',
    noSites: '还没有启用网站。',
    enableHow: '要启用网站，请先打开它，再点浏览器右上角的扩展图标，点「启用」。',
    browsers: '已连接的浏览器',
    connectionsHow: '查看、改名或断开已连接的浏览器。',
    retry: '重试',
  },
  en: {
    title: 'Hengshui CA Assistant: record and settings',
    contents: 'Contents',
    keys: {
      title: 'Certificates',
      none: 'This browser has not seen a certificate yet. Those of a USB token that you plug in are listed here.',
      explained:
        'Certificates that this browser has seen on this computer, those that end first on top. Names are shown here and in the popup only.',
      search: 'Find a company, a name or a code',
      found: (count) => (count === 0 ? 'Nothing found; try another word.' : `${count} found.`),
      present: 'plugged in',
      absent: 'not plugged in',
      nickname: 'Name',
      nicknameOf: (owner) => `Name for ${owner}`,
      save: 'Save',
      saved: 'Saved',
      seen: 'Last seen',
      forget: 'Forget',
      forgetThis: (owner) => `Forget the certificate of ${owner}`,
    },
    checks: {
      title: 'Checks',
      lastRun: (time) => `Last checked: ${time}`,
      states: {
        good: 'fine',
        info: 'note',
        warn: 'attention',
        alarm: 'look at it first',
        bad: 'problem',
        unknown: 'not confirmed',
      },
      history: 'Changes',
      noHistory: 'Nothing has changed yet.',
      colon: ': ',
    },
    about: {
      title: 'About',
      extension: 'Version of the extension',
      program: 'Version of the desktop program',
      notConnected: 'not connected now',
      unofficial: 'Unofficial software: neither made nor approved by the authorities or by Hebei CA.',
      licence: 'Published under the MIT licence, without any warranty.',
      thirdParty: (parts) => `Software of others in the extension, with its licences: ${parts}.`,
      comma: ', ',
    },
    sites: 'Websites that may use certificates',
    noSites: 'No website is enabled yet.',
    enableHow: 'To enable a website, open it, choose the extension’s button in the toolbar, then "Enable".',
    browsers: 'Connected browsers',
    connectionsHow: 'See, rename or end the connections of browsers.',
    retry: 'Try again',
  },
};
