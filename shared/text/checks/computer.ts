import type { Texts } from '../language.js';
import type { CheckTexts } from './check-text.js';
import { later, WORDS } from './unconfirmed.js';

export const COMPUTER_TEXT: Texts<Pick<CheckTexts, 'system' | 'browser' | 'pdf' | 'excel'>> = {
  'zh-CN': {
    system: {
      name: '操作系统',
      why: '社保医保网报系统要求 Windows 7 及以上。',
      says: {
        supported: ({ name }) => ({ what: `操作系统可以使用：${name}` }),
        windows7: () => ({
          what: '操作系统是 Windows 7，可以使用，但浏览器不会再更新。',
          todo: '谷歌浏览器 109 是 Windows 7 能装的最后一个版本，请不要卸载它；换新电脑时请选 Windows 10 或更新的系统。',
        }),
        tooOld: ({ name }) => ({
          what: `操作系统太旧：${name}`,
          todo: '社保医保网报系统要求 Windows 7 及以上，请换一台电脑办理。',
        }),
        unknown: () => WORDS['zh-CN'].again,
      },
    },
    browser: {
      name: '浏览器',
      why: '社保医保网报系统要求用谷歌浏览器。',
      says: {
        chrome: ({ version }) => ({ what: `正在使用谷歌浏览器，版本 ${version}` }),
        chromium: ({ name, version }) => ({
          what: `正在使用 ${name}，版本 ${version}，与谷歌浏览器同类`,
          todo: '可以使用；如果网页显示不正常，请换谷歌浏览器。',
        }),
        tooOld: ({ version }) => ({
          what: `浏览器版本太旧：${version}`,
          todo: '请点浏览器右上角的「⋮」，点「帮助」，再点「关于 Google Chrome」，更新后重新启动浏览器。',
        }),
        unknown: () => WORDS['zh-CN'].again,
      },
    },
    pdf: {
      name: 'PDF 在浏览器里打开',
      why: '征集单和申报表是 PDF；被别的下载软件抢走的文件常常是坏的。',
      says: {
        shown: () => ({ what: 'PDF 在浏览器里打开' }),
        downloaded: () => ({
          what: '浏览器设置成了下载 PDF，不直接打开',
          todo: '请点浏览器右上角的「⋮」，依次打开「设置」「隐私和安全」「网站设置」「更多内容设置」「PDF 文档」，选「在 Chrome 中打开 PDF 文件」。',
        }),
        unknown: () => WORDS['zh-CN'].again,
      },
    },
    excel: {
      name: '表格软件',
      why: '网报系统的说明要求安装 Excel；用本扩展不需要，WPS 也可以。',
      says: {
        installed: () => ({ what: '已安装表格软件' }),
        absent: () => ({ what: '没有安装 Excel 或 WPS，用本扩展不需要' }),
        unknown: () => later('zh-CN', '用本扩展不需要，WPS 也可以。'),
      },
    },
  },
  en: {
    system: {
      name: 'Operating system',
      why: 'The portal wants Windows 7 or later.',
      says: {
        supported: ({ name }) => ({ what: `The operating system is fine: ${name}` }),
        windows7: () => ({
          what: 'The operating system is Windows 7: it works, but browsers are not updated for it any more.',
          todo: 'Chrome 109 is the last one for Windows 7, so keep it. A new computer should have Windows 10 or later.',
        }),
        tooOld: ({ name }) => ({
          what: `The operating system is too old: ${name}`,
          todo: 'The portal wants Windows 7 or later: use another computer.',
        }),
        unknown: () => WORDS.en.again,
      },
    },
    browser: {
      name: 'Browser',
      why: 'The portal wants Google Chrome.',
      says: {
        chrome: ({ version }) => ({ what: `This is Google Chrome, version ${version}` }),
        chromium: ({ name, version }) => ({
          what: `This is ${name}, version ${version}, of the same kind as Google Chrome`,
          todo: 'It works; if a page looks wrong, use Google Chrome.',
        }),
        tooOld: ({ version }) => ({
          what: `The browser is too old: version ${version}`,
          todo: 'Click the three dots at the top right, then Help, then "About Google Chrome"; restart the browser once it is updated.',
        }),
        unknown: () => WORDS.en.again,
      },
    },
    pdf: {
      name: 'PDF in the browser',
      why: 'Slips and forms are PDF; what a download manager grabs is often broken.',
      says: {
        shown: () => ({ what: 'PDF opens in the browser' }),
        downloaded: () => ({
          what: 'The browser is set to download PDF instead of opening it',
          todo: 'Click the three dots at the top right, then Settings, "Privacy and security", "Site settings", "Additional content settings", "PDF documents", and choose "Open PDFs in Chrome".',
        }),
        unknown: () => WORDS.en.again,
      },
    },
    excel: {
      name: 'Spreadsheet program',
      why: 'The portal’s manual wants Excel; with this extension it is not needed, and WPS will do.',
      says: {
        installed: () => ({ what: 'A spreadsheet program is installed' }),
        absent: () => ({ what: 'Neither Excel nor WPS is installed; with this extension none is needed' }),
        unknown: () => later('en', 'With this extension it is not needed, and WPS will do.'),
      },
    },
  },
};
