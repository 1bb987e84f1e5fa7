import type { Texts } from './language.js';

export interface PairingText {
  readonly title: string;
  readonly connect: string;
  /** What to do before the digits are there, in order. */
  readonly steps: readonly string[];
  readonly waiting: string;
  readonly digits: string;
  readonly newDigits: string;
  readonly typeThem: string;
  readonly checkWindow: string;
  readonly connected: string;
  readonly mayClose: string;
  readonly again: string;
  readonly browsers: string;
  readonly own: string;
  readonly inUse: string;
  readonly fixed: string;
  readonly since: (date: Date) => string;
  readonly rename: string;
  readonly name: string;
  readonly save: string;
  readonly cancel: string;
  readonly revoke: string;
  /** Takes the second click. */
  readonly revokeForSure: string;
  readonly asking: string;
}

const DATE = { dateStyle: 'long', timeZone: 'Asia/Shanghai' } as const;
const DATE_ZH = new Intl.DateTimeFormat('zh-CN', DATE);
const DATE_EN = new Intl.DateTimeFormat('en-GB', DATE);

/** The extension's page on which the browser is connected, and connections are looked after. */
export const PAIRING_TEXT: Texts<PairingText> = {
  'zh-CN': {
    title: '连接浏览器',
    connect: '连接浏览器',
    steps: [
      '请在桌面程序里也打开「连接浏览器」。不知道怎样打开，请问安装本软件的人。',
      '这里会出现六位数字。',
      '把它输入桌面程序打开的窗口。',
    ],
    waiting: '正在等待桌面程序…',
    digits: '六位数字',
    newDigits: '刚才输入的数字不对，这是新的六位数字',
    typeThem: '请把它输入桌面程序刚打开的窗口。',
    checkWindow: '窗口里写的应当是这个浏览器和您的电脑用户名；如果不是，请点「拒绝」。',
    connected: '已连接。',
    mayClose: '现在可以关闭这个页面。',
    again: '重新连接',
    browsers: '与桌面程序连接的浏览器',
    own: '就是这个浏览器',
    inUse: '正在使用',
    fixed: '由管理员设置',
    since: (date) => `${DATE_ZH.format(date)}连接`,
    rename: '改名',
    name: '名称',
    save: '保存',
    cancel: '取消',
    revoke: '断开',
    revokeForSure: '确定断开',
    asking: '正在查看…',
  },
  en: {
    title: 'Connect this browser',
    connect: 'Connect this browser',
    steps: [
      'Choose "Connect a browser" in the desktop program, too. If you do not know how, ask whoever installed this software.',
      'Six digits will appear here.',
      'Type them into the window that the desktop program opens.',
    ],
    waiting: 'Waiting for the desktop program…',
    digits: 'Six digits',
    newDigits: 'Those digits were wrong; here are new ones',
    typeThem: 'Type them into the window that the desktop program has opened.',
    checkWindow: 'It should name this browser and your user name; if it does not, choose "Refuse" there.',
    connected: 'Connected.',
    mayClose: 'You can close this page now.',
    again: 'Connect again',
    browsers: 'Browsers connected to the desktop program',
    own: 'this browser',
    inUse: 'in use',
    fixed: 'set up by the administrator',
    since: (date) => `since ${DATE_EN.format(date)}`,
    rename: 'Rename',
    name: 'Name',
    save: 'Save',
    cancel: 'Cancel',
    revoke: 'Disconnect',
    revokeForSure: 'Really disconnect',
    asking: 'Looking…',
  },
};
