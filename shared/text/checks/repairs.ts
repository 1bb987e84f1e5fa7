import type { Reason } from '../../protocol/reasons.js';
import type { Language, Texts } from '../language.js';
import { REASON_TEXT, type ReasonText } from '../reasons.js';

/** What a button beside a finding does. */
export const REPAIRS = [
  'again',
  'connect',
  'enable',
  'reload',
  'allowPopups',
  'openSite',
  'changePassword',
  'records',
] as const;
export type Repair = (typeof REPAIRS)[number];

export const REPAIR_TEXT: Texts<Readonly<Record<Repair, string>>> = {
  'zh-CN': {
    again: '重新检查',
    connect: '连接浏览器',
    enable: '启用',
    reload: '刷新网页',
    allowPopups: '允许弹出窗口',
    openSite: '打开网报系统',
    changePassword: '修改证书口令',
    records: '查看记录',
  },
  en: {
    again: 'Check again',
    connect: 'Connect this browser',
    enable: 'Enable',
    reload: 'Reload the page',
    allowPopups: 'Allow pop-up windows',
    openSite: 'Open the portal',
    changePassword: 'Change the token password',
    records: 'Show the record',
  },
};

/** Why a repair came to nothing: by itself, or because … */
type OwnFailure =
  | Exclude<Repair, 'changePassword'>
  /** The user did not agree when the browser asked. */
  | 'notAllowed'
  /** The administrator's settings for windows hold. */
  | 'popupsFixed';
export type RepairFailure = OwnFailure | Reason;

const FAILED: Texts<Readonly<Record<OwnFailure, ReasonText>>> = {
  'zh-CN': {
    again: { what: '没能重新检查，扩展没有应答。', todo: '请关闭浏览器，重新打开后再试。' },
    connect: { what: '没能打开「连接浏览器」的窗口。', todo: '请再点一次；仍然如此，请关闭浏览器，重新打开后再试。' },
    enable: { what: '没能启用这个网站。', todo: '请关闭浏览器，重新打开后再点「启用」。' },
    notAllowed: {
      what: '浏览器没有得到您的允许，网站还没有启用。',
      todo: '请再点一次「启用」，并在浏览器的询问里点「允许」。',
    },
    reload: { what: '没能刷新网页。', todo: '请到网报系统的网页上，按一下键盘上的 F5 键。' },
    allowPopups: {
      what: '没能改变浏览器的弹出窗口设置。',
      todo: '请到网报系统的网页上再点一次刚才的按钮，然后点地址栏右端的拦截图标，选「始终允许」。',
    },
    popupsFixed: {
      what: '弹出窗口由管理员或别的扩展设置，浏览器仍然拦截网报系统的窗口。',
      todo: '请联系管理员，把网报系统加入允许弹出窗口的网站。',
    },
    openSite: { what: '没能打开网报系统的网页。', todo: '请自己打开一个新标签页，输入网报系统的网址。' },
    records: {
      what: '没能打开签名记录的页面。',
      todo: '请点浏览器右上角本扩展的图标，再点「记录与设置」。',
    },
  },
  en: {
    again: {
      what: 'Nothing was checked: the extension does not answer.',
      todo: 'Close the browser, open it again, and retry.',
    },
    connect: {
      what: 'The window for connecting this browser did not open.',
      todo: 'Try once more; if it stays so, close the browser, open it again, and retry.',
    },
    enable: { what: 'The website was not enabled.', todo: 'Close the browser, open it again, then choose "Enable".' },
    notAllowed: {
      what: 'The browser did not get your permission, so the website is not enabled.',
      todo: 'Choose "Enable" once more, and allow it when the browser asks.',
    },
    reload: { what: 'The page was not reloaded.', todo: 'Go to the portal’s page and press F5.' },
    allowPopups: {
      what: 'The browser’s setting for pop-ups could not be changed.',
      todo: 'Click once more on the portal’s page, then the blocking icon at the right end of the address bar, and choose "Always allow".',
    },
    popupsFixed: {
      what: 'An administrator or another extension sets pop-ups in this browser, and the portal’s windows are still blocked.',
      todo: 'Ask the administrator to add the portal to the websites that may open pop-ups.',
    },
    openSite: { what: 'The portal’s page did not open.', todo: 'Open a new tab and type the portal’s address.' },
    records: {
      what: 'The page with the record of signatures did not open.',
      todo: 'Choose the extension’s button in the toolbar, then "Record and settings".',
    },
  },
};

/** What is said of it, and what to do instead. */
export function repairFailed(failure: RepairFailure, language: Language): ReasonText {
  const own = FAILED[language];
  return Object.hasOwn(own, failure) ? own[failure as OwnFailure] : REASON_TEXT[language][failure as Reason];
}
