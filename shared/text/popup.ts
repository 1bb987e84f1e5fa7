import type { Texts } from './language.js';
import type { ReasonText } from './reasons.js';

export interface PopupText {
  readonly title: string;
  readonly checking: string;
  readonly refresh: string;
  readonly unofficial: string;
  readonly bridge: string;
  readonly bridgeReady: string;
  readonly connect: string;
  readonly connections: string;
  readonly version: (version: string) => string;
  readonly certificate: string;
  readonly demo: string;
  readonly card: CardText;
  readonly issuer: string;
  readonly validUntil: string;
  readonly daysLeft: (days: number) => string;
  readonly lastDay: string;
  readonly expired: string;
  readonly initialPassword: string;
  readonly changePassword: string;
  readonly changingPassword: string;
  readonly siteLabel: string;
  readonly site: SiteText;
  /** The extension's own service worker did not answer. */
  readonly noAnswer: ReasonText;
}

/** What is said of a certificate. */
interface CardText {
  readonly code: string;
  readonly copy: string;
  readonly copyCode: string;
  readonly copied: string;
  readonly seal: string;
  readonly seals: Readonly<Record<'present' | 'absent' | 'unknown', string>>;
  readonly bound: string;
  readonly isBound: string;
  readonly notKnown: string;
}

/** What is said of the site of the tab in front. */
export interface SiteText {
  /** The tab is no website. */
  readonly none: ReasonText;
  readonly unencrypted: string;
  readonly enabled: string;
  readonly looksLikePortal: ReasonText;
  /** Not recognised as the portal. */
  readonly unknown: ReasonText;
  readonly enable: string;
  readonly remove: string;
  readonly mustReload: string;
  readonly reload: string;
  /** Over the toolbar's button. */
  readonly reloadBadge: string;
  /** The browser does not permit, or no longer, what the user enabled. */
  readonly ungranted: ReasonText;
  readonly presetUngranted: ReasonText;
  readonly forbidden: ReasonText;
  readonly policyUnreadable: ReasonText;
  readonly byAdministrator: string;
  readonly others: (count: number) => string;
  readonly notServed: string;
}

export const POPUP_TEXT: Texts<PopupText> = {
  'zh-CN': {
    title: '衡水社保 CA 助手',
    checking: '正在检查…',
    refresh: '重新检查',
    unofficial: '非官方软件',
    bridge: '桌面程序',
    bridgeReady: '已连接',
    connect: '连接浏览器',
    connections: '管理连接',
    version: (version) => `版本 ${version}`,
    certificate: '数字证书',
    demo: '演示证书，只供试用，不能办理真实业务。',
    card: {
      code: '统一代码',
      copy: '复制',
      copyCode: '复制统一代码',
      copied: '已复制',
      seal: '电子签章',
      seals: { present: '有', absent: '没有', unknown: '未能确认' },
      bound: 'CA绑定',
      isBound: '已绑定',
      notKnown: '未能确认',
    },
    issuer: '颁发机构',
    validUntil: '有效期至',
    daysLeft: (days) => `还有 ${days} 天`,
    lastDay: '今天到期',
    expired: '已过期',
    initialPassword: '证书口令还是初始的 123456，建议改成自己的口令。',
    changePassword: '修改证书口令',
    changingPassword: '请在桌面程序打开的窗口里输入证书口令。',
    siteLabel: '本网站',
    site: {
      none: { what: '当前标签页不是网站。', todo: '请先打开社保医保网报系统的网页。' },
      unencrypted: '未加密网站',
      enabled: '已启用证书功能',
      looksLikePortal: {
        what: '这个网页像是衡水社保医保网报系统。',
        todo: '仿冒的网页也能做得一样：请先核对网址，再点「启用」，并在浏览器的询问里点「允许」。',
      },
      unknown: {
        what: '没有启用证书功能，也没有认出这是社保医保网报系统。',
        todo: '只有确认您就在这个网址办理社保医保时，才点「启用」，并在浏览器的询问里点「允许」。',
      },
      enable: '启用',
      remove: '停用',
      mustReload: '已打开的网页刷新后才能使用证书；没有保存的内容会丢失。',
      reload: '刷新网页',
      reloadBadge: '衡水社保 CA 助手：请刷新这个网页，证书才能使用',
      ungranted: {
        what: '浏览器没有给扩展使用这个网站的权限。',
        todo: '请点「启用」，并在浏览器的询问里点「允许」。',
      },
      presetUngranted: {
        what: '管理员已设置这个网站，还需要您允许一次。',
        todo: '请点「启用」，并在浏览器的询问里点「允许」。',
      },
      forbidden: { what: '管理员不允许在这个网站使用证书。', todo: '如果您需要在这里办理业务，请联系管理员。' },
      policyUnreadable: { what: '管理员的设置有错误，所有网站都已停用。', todo: '请联系管理员改正这个设置。' },
      byAdministrator: '由管理员设置',
      others: (count) => `其他已设置的网站（${count}）`,
      notServed: '现在不能使用证书',
    },
    noAnswer: { what: '浏览器扩展没有应答。', todo: '请点「重新检查」；仍然如此，请重新启动浏览器。' },
  },
  en: {
    title: 'Hengshui CA Assistant',
    checking: 'Checking…',
    refresh: 'Check again',
    unofficial: 'Unofficial software',
    bridge: 'Desktop program',
    bridgeReady: 'Connected',
    connect: 'Connect this browser',
    connections: 'Connections',
    version: (version) => `version ${version}`,
    certificate: 'Certificate',
    demo: 'Demo certificate, for trying out only; not for real filings.',
    card: {
      code: 'Company code',
      copy: 'Copy',
      copyCode: 'Copy the company code',
      copied: 'Copied',
      seal: 'Electronic seal',
      seals: { present: 'yes', absent: 'none', unknown: 'not confirmed' },
      bound: 'Bound',
      isBound: 'yes',
      notKnown: 'not confirmed',
    },
    issuer: 'Issuer',
    validUntil: 'Valid until',
    daysLeft: (days) => (days === 1 ? '1 day left' : `${days} days left`),
    lastDay: 'expires today',
    expired: 'expired',
    initialPassword: 'The token password is still the initial 123456; better make it your own.',
    changePassword: 'Change the token password',
    changingPassword: 'Go on in the window of the desktop program.',
    siteLabel: 'This website',
    site: {
      none: { what: 'This tab is not a website.', todo: 'Open the social insurance portal first.' },
      unencrypted: 'Not encrypted',
      enabled: 'Certificates are enabled',
      looksLikePortal: {
        what: 'This page looks like the social insurance portal of Hengshui.',
        todo: 'A forged page can look the same: check the address first, then choose "Enable" and allow it when the browser asks.',
      },
      unknown: {
        what: 'Certificates are not enabled, and this does not look like the social insurance portal.',
        todo: 'Choose "Enable", and allow it when the browser asks, only if you are sure that you file at this address.',
      },
      enable: 'Enable',
      remove: 'Disable',
      mustReload: 'Open pages can use certificates once they are reloaded; what is not saved will be lost.',
      reload: 'Reload the page',
      reloadBadge: 'Hengshui CA Assistant: reload this page to use certificates',
      ungranted: {
        what: 'The browser does not permit the extension to work on this website.',
        todo: 'Choose "Enable", and allow it when the browser asks.',
      },
      presetUngranted: {
        what: 'Your administrator has set this website; you still have to allow it once.',
        todo: 'Choose "Enable", and allow it when the browser asks.',
      },
      forbidden: {
        what: 'Your administrator does not allow certificates on this website.',
        todo: 'If you have to work here, ask your administrator.',
      },
      policyUnreadable: {
        what: 'The administrator’s settings are wrong, so every website is disabled.',
        todo: 'Ask your administrator to correct them.',
      },
      byAdministrator: 'Set by your administrator',
      others: (count) => `Other websites (${count})`,
      notServed: 'Certificates cannot be used now',
    },
    noAnswer: {
      what: 'The browser extension did not answer.',
      todo: 'Choose "Check again"; if it stays so, restart the browser.',
    },
  },
};
