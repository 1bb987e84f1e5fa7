import type { Texts } from './language.js';

/** The steps from the installation to the first login, in their order. */
export const START_STEPS = ['browser', 'certificate', 'website', 'login'] as const;
export type StartStep = (typeof START_STEPS)[number];

/** What a first login consists of before the login by certificate, in the order of the texts that say how. */
export const FIRST_LOGIN_PARTS = ['account', 'portalPassword', 'binding'] as const;
export type FirstLoginPart = (typeof FIRST_LOGIN_PARTS)[number];

export interface StepText {
  readonly name: string;
  readonly what: string;
  readonly how: readonly string[];
  /** More to know of it. */
  readonly note?: string;
}

export interface StartText {
  readonly title: string;
  readonly intro: string;
  readonly states: Readonly<Record<'done' | 'now' | 'later', string>>;
  readonly steps: Readonly<Record<StartStep, StepText>>;
  readonly enabled: (origin: string) => string;
  readonly loggedIn: string;
  /** Beside a part of the first login that a page of the portal has shown to be done. */
  readonly partDone: string;
  /** What is said where nothing is left to do. */
  readonly ready: string;
  readonly readyNext: string;
  /** The certificate that is there has not logged in yet, and is said by the page not to be bound. */
  readonly unbound: string;
}

export const START_TEXT: Texts<StartText> = {
  'zh-CN': {
    title: '开始使用',
    intro: '一共四步，做一遍就好。中途停下也没关系：再打开本页，从没做完的一步接着做。',
    states: { done: '已完成', now: '现在做', later: '稍后做' },
    steps: {
      browser: {
        name: '浏览器',
        what: '把这个浏览器和桌面程序连接起来，以后不用再做。',
        how: [
          '在桌面程序里打开「连接浏览器」，两分钟内有效。不知道怎样打开，请问安装本软件的人。',
          '点下面的「连接浏览器」，浏览器里会出现六位数字。',
          '把六位数字输入桌面程序打开的窗口；窗口里写的程序和电脑用户不是您自己的，就点「拒绝」。',
        ],
      },
      certificate: {
        name: '证书',
        what: '插上河北CA数字证书（USB Key），让电脑认出它。',
        how: [
          '这台电脑第一次用河北CA证书：先拔下证书，从 www.hebca.com 下载安装「河北CA数字证书助手」，按提示重启电脑。它要一直保留，驱动在它里面。',
          '插上数字证书。认出后这里写着证书所有者，不用输入口令。',
        ],
      },
      website: {
        name: '网站',
        what: '证书只在您启用的网站上可用，请启用网报系统的网站。',
        how: [
          '打开网报系统：运行「河北CA数字证书助手」，在快捷链接里选「社保」，再选「衡水市社保医保网报」。网页上写着「衡水人社一体化服务平台」。',
          '留在那个网页上，点浏览器右上角本扩展的图标，或按 Alt+Shift+H。看不到图标时，先点拼图形状的按钮，再点「衡水社保 CA 助手」。',
          '在「本网站」里核对网址，点「启用」，再在浏览器的询问里点「允许」。',
          '刷新那个网页。',
        ],
        note: '仿冒的网页也能做得一样：以网址为准，拿不准就先向社保局或中心窗口核对。',
      },
      login: {
        name: '首次登录',
        what: '证书还没有绑定时不能用它登录：先用账号登录，绑定一次，以后只用证书登录。',
        how: [
          '在网站上用单位编号和网报登录密码登录。初始网报登录密码是 123456。',
          '按网站的提示修改网报登录密码：大写字母、小写字母和数字都要有，不少于 6 位。',
          '点「CA绑定」，证书厂商选「河北CA」，点「读取证书」，再点「保存」。绑定不用输入证书口令。',
          '退出登录，选择 CA登录，点「河北CA」，在桌面程序的窗口里输入证书口令。初始证书口令是 123456。',
          '登录后回到本页，不要先关闭网站的网页。',
        ],
        note: '这张证书以前绑定过：直接从上面的第 4 条开始。',
      },
    },
    enabled: (origin) => `已启用：${origin}`,
    loggedIn: '这张证书已经登录过网报系统。',
    partDone: '✓ 网页显示已完成',
    ready: '四步都做好了',
    readyNext: '以后打开网报系统，选择 CA登录，点「河北CA」，输入证书口令就可以。',
    unbound: '网页说证书未绑定：请从下面第一条没做完的做起，先用账号登录。',
  },
  en: {
    title: 'Getting started',
    intro:
      'Four steps, done once. You may stop at any time: open this page again and go on with the step that is left.',
    states: { done: 'Done', now: 'Now', later: 'Later' },
    steps: {
      browser: {
        name: 'Browser',
        what: 'Connect this browser with the desktop program, once and for all.',
        how: [
          'Open connecting in the desktop program; it stays open for two minutes. If you do not know how, ask whoever installed this software.',
          'Choose "Connect this browser" below; the browser shows six digits.',
          'Type them into the window of the desktop program; refuse if the program and the user that it names are not yours.',
        ],
      },
      certificate: {
        name: 'Certificate',
        what: 'Plug in the Hebei CA token, so that the computer finds it.',
        how: [
          'Is it the first Hebei CA token on this computer? With the token unplugged, install the Hebei CA certificate assistant from www.hebca.com and restart the computer. Leave it installed: the driver is part of it.',
          'Plug in the token. The owner of the certificate is shown here; no password is needed.',
        ],
      },
      website: {
        name: 'Website',
        what: 'Certificates work only on websites that you enable: enable that of the filing portal.',
        how: [
          'Open the filing portal: start the Hebei CA certificate assistant and choose social insurance, then the Hengshui filing portal, among its quick links.',
          'Stay on that page and click the extension at the top right of the browser, or press Alt+Shift+H. If its icon is not there, click the puzzle piece first, then Hengshui CA Assistant.',
          'Check the address there, choose "Enable", and allow it when the browser asks.',
          'Reload that page.',
        ],
        note: 'A forged page can look the same: go by the address, and ask the social insurance bureau or the service centre if you are not sure.',
      },
      login: {
        name: 'First login',
        what: 'A certificate that is not bound cannot log in: log in with the account, bind it once, and use the certificate alone from then on.',
        how: [
          'On the website, log in with the unit number and the portal password, which is 123456 at first.',
          'Change the portal password as the website asks: capital letters, small letters and digits, 6 characters or more.',
          'Choose CA binding, choose Hebei CA, read the certificate, save. No token password is needed for that.',
          'Log out, choose login by CA, then Hebei CA, and type the token password, 123456 at first, into the window of the desktop program.',
          'Come back to this page after the login, before you close the website.',
        ],
        note: 'If the certificate was bound before, begin with number 4 above.',
      },
    },
    enabled: (origin) => `Enabled: ${origin}`,
    partDone: '✓ done, as the website shows',
    loggedIn: 'This certificate has logged in to the portal.',
    ready: 'All four steps are done',
    readyNext: 'From now on open the portal, choose login by CA, then Hebei CA, and type the token password.',
    unbound:
      'The page says that the certificate is not bound: begin with the first part below that is not done; the account comes first.',
  },
};
