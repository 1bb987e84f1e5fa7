import type { Texts } from './language.js';

interface DemoText {
  readonly begin: string;
  readonly steps: {
    readonly start: string;
    readonly account: string;
    readonly bind: string;
    readonly ask: string;
    readonly window: string;
    readonly sign: string;
    readonly verify: string;
    readonly popup: string;
  };
  readonly step: (text: string, ms: number) => string;
  readonly frames: string;
  readonly frame: (fn: string, ms: number) => string;
  readonly checks: (signature: string, issuer: string) => string;
  readonly screenshots: (folder: string) => string;
  readonly accepted: (company: string) => string;
  readonly refused: (reason: string) => string;
  readonly guide: (address: string) => string;
}

/** What scripts/demo says on the terminal. */
export const DEMO_TEXT: Texts<DemoText> = {
  'zh-CN': {
    begin: '衡水社保 CA 助手（非官方软件）演示：网站是模拟的，证书是演示证书。',
    steps: {
      start: '启动模拟网站、桌面程序和装有扩展的浏览器',
      account: '用单位编号和网报登录密码登录，修改网报登录密码',
      bind: 'CA绑定：读取证书并保存，没有弹出窗口',
      ask: '点「CA登录」：网页 → 扩展 → 桌面程序，弹出证书口令窗口',
      window: '在桌面程序的窗口里输入证书口令',
      sign: '桌面程序签名，签名经扩展回到网页，网页交给服务器',
      verify: '网站服务器验证签名、颁发机构、有效期和绑定',
      popup: '打开扩展的弹窗',
    },
    step: (text, ms) => `${String(Math.round(ms)).padStart(7)} 毫秒  ${text}`,
    frames: '登录时扩展与桌面程序之间的每次往返：',
    frame: (fn, ms) => `${String(Math.round(ms)).padStart(7)} 毫秒  ${fn}`,
    checks: (signature, issuer) => `             其中验证签名 ${signature} 毫秒，验证颁发机构 ${issuer} 毫秒`,
    screenshots: (folder) => `截图在这里：${folder}`,
    accepted: (company) => `登录成功：网站接受了「${company}」的签名。`,
    refused: (reason) => `登录没有成功：${reason}`,
    guide: (address) =>
      [
        `浏览器里已打开 ${address}`,
        '  1. 单位编号 13110001，网报登录密码 123456；按提示改成新密码（大写字母、小写字母和数字，至少 6 位）。',
        '  2. 进入 CA绑定，证书厂商选「河北CA」，点「读取证书」，再点「保存」。',
        '  3. 退出，改用「CA登录」；在弹出的窗口里输入证书口令 123456。',
        '关闭浏览器，演示就结束。',
      ].join('\n'),
  },
  en: {
    begin: 'Hengshui CA Assistant (unofficial software), demonstration: a simulated website and a demo certificate.',
    steps: {
      start: 'start the simulated website, the desktop program and the browser with the extension',
      account: 'log in with the unit number and the password of the portal, and change that password',
      bind: 'CA binding: read the certificate and save, with no window',
      ask: 'press "CA login": page → extension → desktop program, which opens its password window',
      window: 'type the token password into the window of the desktop program',
      sign: 'the desktop program signs, the signature goes back to the page, the page posts it',
      verify: 'the server of the website verifies signature, issuer, validity and binding',
      popup: 'open the popup of the extension',
    },
    step: (text, ms) => `${String(Math.round(ms)).padStart(7)} ms  ${text}`,
    frames: 'Each round trip between extension and desktop program during the login:',
    frame: (fn, ms) => `${String(Math.round(ms)).padStart(7)} ms  ${fn}`,
    checks: (signature, issuer) => `            of which the signature ${signature} ms, the issuer ${issuer} ms`,
    screenshots: (folder) => `Screenshots: ${folder}`,
    accepted: (company) => `Logged in: the website accepted the signature of ${company}.`,
    refused: (reason) => `Not logged in: ${reason}`,
    guide: (address) =>
      [
        `The browser shows ${address}`,
        '  1. Unit number 13110001, portal password 123456; choose a new one (upper case, lower case, digit; 6 or more).',
        '  2. Bind the certificate: choose the vendor, read the certificate, save.',
        '  3. Log out and log in by CA; the token password in the window that opens is 123456.',
        'Close the browser to end the demonstration.',
      ].join('\n'),
  },
};
