import type { Texts } from './language.js';
import type { ReasonText } from './reasons.js';

/** What the bar on the page says of windows that the page opens. */
export interface PopupsText {
  /** `host`: whose page was to be opened, as `displayOrigin` gives it; null for an address that has none. */
  readonly blocked: (host: string | null) => ReasonText;
  readonly allow: string;
  readonly close: string;
  /** Allowed, but it is the page that has to open its window. */
  readonly again: ReasonText;
  /** Allowed, and the window was opened again; it has gone at once. */
  readonly closedAtOnce: ReasonText;
  /** The administrator's settings hold. */
  readonly fixed: ReasonText;
  /** The browser refused the setting. */
  readonly notSet: ReasonText;
}

export const POPUPS_TEXT: Texts<PopupsText> = {
  'zh-CN': {
    blocked: (host) => ({
      what: host === null ? '浏览器拦截了本网站要打开的窗口。' : `浏览器拦截了本网站要打开的窗口：${host}`,
      todo: '点「允许并重试」，浏览器以后不再拦截本网站的窗口。',
    }),
    allow: '允许并重试',
    close: '关闭提示',
    again: { what: '已允许本网站打开窗口。', todo: '请在网页上再点一次刚才的按钮。' },
    closedAtOnce: {
      what: '窗口打开后马上又关闭了，可能是杀毒软件的「窗口拦截」。',
      todo: '请打开杀毒软件，关闭对浏览器的窗口拦截（弹窗拦截），再在网页上点一次刚才的按钮。',
    },
    fixed: {
      what: '浏览器的弹出窗口由管理员或别的扩展设置，仍然拦截本网站。',
      todo: '请联系管理员，把本网站加入允许弹出窗口的网站；自己装过拦截弹窗的扩展时，在那个扩展里放行本网站。',
    },
    notSet: {
      what: '没能改变浏览器的弹出窗口设置。',
      todo: '请点地址栏右端的拦截图标，选「始终允许」，再在网页上点一次刚才的按钮。',
    },
  },
  en: {
    blocked: (host) => ({
      what:
        host === null
          ? 'The browser has blocked a window of this site.'
          : `The browser has blocked a window of this site: ${host}`,
      todo: 'Click “Allow and retry”, and the browser no longer blocks windows of this site.',
    }),
    allow: 'Allow and retry',
    close: 'Close this notice',
    again: { what: 'This site may open windows now.', todo: 'Click once more on the page where you did before.' },
    closedAtOnce: {
      what: 'The window closed right after it opened; an antivirus program may be blocking windows.',
      todo: 'Turn off the blocking of windows (pop-ups) for the browser in the antivirus program, then click once more on the page.',
    },
    fixed: {
      what: 'An administrator or another extension sets pop-ups in this browser, and windows of this site are still blocked.',
      todo: 'Ask the administrator to add this site to those that may open pop-ups; where you installed an extension that blocks them, allow this site there.',
    },
    notSet: {
      what: 'The browser’s setting for pop-ups could not be changed.',
      todo: 'Click the blocking icon at the right end of the address bar, choose “Always allow”, then click once more on the page.',
    },
  },
};
