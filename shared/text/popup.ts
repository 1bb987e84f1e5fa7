import type { Texts } from './language.js';
import type { ReasonText } from './reasons.js';

export interface PopupText {
  readonly title: string;
  readonly checking: string;
  readonly refresh: string;
  readonly unofficial: string;
  readonly bridge: string;
  readonly bridgeReady: string;
  readonly version: (version: string) => string;
  readonly certificate: string;
  readonly demo: string;
  readonly issuer: string;
  readonly validUntil: string;
  readonly daysLeft: (days: number) => string;
  readonly lastDay: string;
  readonly expired: string;
  readonly renew: string;
  readonly expiredTodo: string;
  readonly early: (from: string) => string;
  readonly initialPassword: string;
  readonly changePassword: string;
  readonly changingPassword: string;
  readonly noBridge: string;
  readonly site: string;
  readonly siteEnabled: string;
  readonly siteDisabled: ReasonText;
  readonly noSite: ReasonText;
  readonly passwordWindow: ReasonText;
  readonly confirmWindow: ReasonText;
  /** The extension's own service worker did not answer. */
  readonly noAnswer: ReasonText;
}

export const POPUP_TEXT: Texts<PopupText> = {
  'zh-CN': {
    title: '衡水社保 CA 助手',
    checking: '正在检查…',
    refresh: '重新检查',
    unofficial: '非官方软件',
    bridge: '桌面程序',
    bridgeReady: '已连接',
    version: (version) => `版本 ${version}`,
    certificate: '数字证书',
    demo: '演示证书，只供试用，不能办理真实业务。',
    issuer: '颁发机构',
    validUntil: '有效期至',
    daysLeft: (days) => `还有 ${days} 天`,
    lastDay: '今天到期',
    expired: '已过期',
    renew: '请尽快登录 www.hebca.com 点「延期证书」办理，过期后不能登录和申报。',
    expiredTodo: '请登录 www.hebca.com 点「延期证书」，按流程办理。',
    early: (from) => `证书从 ${from} 起才有效。请先检查电脑的日期和时间是否正确。`,
    initialPassword: '证书口令还是初始的 123456，建议改成自己的口令。',
    changePassword: '修改证书口令',
    changingPassword: '请在桌面程序打开的窗口里输入证书口令。',
    noBridge: '连接桌面程序后才能查看。',
    site: '本网站',
    siteEnabled: '已启用证书功能',
    siteDisabled: { what: '没有启用证书功能。', todo: '如果这是您办理社保医保的网站，请联系管理员启用。' },
    noSite: { what: '当前标签页不是网站。', todo: '请先打开社保医保网报系统的网页。' },
    passwordWindow: { what: '桌面程序打不开证书口令窗口。', todo: '请联系管理员（缺少 pinentry）。' },
    confirmWindow: { what: '桌面程序打不开确认窗口。', todo: '请联系管理员（缺少 zenity）。' },
    noAnswer: { what: '浏览器扩展没有应答。', todo: '请点「重新检查」；仍然如此，请重新启动浏览器。' },
  },
  en: {
    title: 'Hengshui CA Assistant',
    checking: 'Checking…',
    refresh: 'Check again',
    unofficial: 'Unofficial software',
    bridge: 'Desktop program',
    bridgeReady: 'Connected',
    version: (version) => `version ${version}`,
    certificate: 'Certificate',
    demo: 'Demo certificate, for trying out only; not for real filings.',
    issuer: 'Issuer',
    validUntil: 'Valid until',
    daysLeft: (days) => (days === 1 ? '1 day left' : `${days} days left`),
    lastDay: 'expires today',
    expired: 'expired',
    renew: 'Renew it soon at www.hebca.com; without it you can neither log in nor file.',
    expiredTodo: 'Go to www.hebca.com and follow "Renew certificate".',
    early: (from) => `It is valid from ${from} on. Check the date and time of this computer first.`,
    initialPassword: 'The token password is still the initial 123456; better make it your own.',
    changePassword: 'Change the token password',
    changingPassword: 'Go on in the window of the desktop program.',
    noBridge: 'Shown once the desktop program is connected.',
    site: 'This website',
    siteEnabled: 'Certificates are enabled',
    siteDisabled: {
      what: 'Certificates are not enabled.',
      todo: 'If this is where you file social insurance, ask your administrator to enable it.',
    },
    noSite: { what: 'This tab is not a website.', todo: 'Open the social insurance portal first.' },
    passwordWindow: {
      what: 'The desktop program cannot open its password window.',
      todo: 'Ask your administrator for help (pinentry is missing).',
    },
    confirmWindow: {
      what: 'The desktop program cannot open its confirmation window.',
      todo: 'Ask your administrator for help (zenity is missing).',
    },
    noAnswer: {
      what: 'The browser extension did not answer.',
      todo: 'Choose "Check again"; if it stays so, restart the browser.',
    },
  },
};
