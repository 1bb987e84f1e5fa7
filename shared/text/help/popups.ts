import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const POPUPS: Texts<HelpPage> = {
  'zh-CN': {
    title: '窗口被拦截，PDF 打不开',
    summary: '点了打印或签章没有反应，多半是新窗口被拦截了；文件只下载不显示，是浏览器的 PDF 设置。',
    parts: [
      {
        heading: '网页上方出现黄色提示',
        text: '提示写着「浏览器拦截了本网站要打开的窗口」，是本扩展发现的。',
        steps: [
          '核对地址栏里的网址是网报系统的。',
          '点「允许并重试」：浏览器以后不再拦截这个网站，刚才的窗口重新打开。',
          '提示改为「请在网页上再点一次刚才的按钮」时，照着再点一次。',
        ],
        warning: '只允许网报系统这一个网站，不要对所有网站都允许。停用网站后，允许也一起收回。',
      },
      {
        heading: '没有提示，窗口也没有打开',
        steps: [
          '点浏览器工具栏上的扩展图标，或打开「体检」，找到「弹出窗口」。',
          '写着浏览器会拦截的，点「允许弹出窗口」。',
          '回到网页，再点一次刚才的按钮。',
        ],
      },
      {
        heading: '在浏览器里自己允许',
        text: '扩展不能改这项设置时，地址栏右边有「已拦截弹出式窗口」的图标。',
        steps: ['点这个图标，选择始终允许这个网站，再点「完成」。', '回到网页，再点一次刚才的按钮。'],
      },
      {
        heading: '杀毒软件拦截',
        text: '浏览器已经允许，窗口还是打不开，或者一闪就没有了。',
        steps: ['打开杀毒软件的设置。', '关闭窗口拦截功能。', '回到网页，再点一次刚才的按钮。'],
      },
      {
        heading: '让 PDF 在浏览器里打开',
        text: '征集单和申报表是 PDF 文件。点了以后只下载、不显示的，这样改一次：',
        steps: [
          '点谷歌浏览器右上角的「⋮」，点「设置」。',
          '点左边的「隐私和安全」，再点「网站设置」。',
          '点开下面的「更多内容设置」，再点「PDF 文档」。',
          '选「在 Chrome 中打开 PDF 文件」。',
          '回到网页，再点一次刚才的按钮。',
        ],
      },
    ],
  },
  en: {
    title: 'Blocked windows, PDF files',
    summary:
      'If printing or sealing does nothing, a new window was probably blocked; if a file is downloaded and not shown, it is the browser’s setting for PDF.',
    parts: [
      {
        heading: 'A yellow notice at the top of the page',
        text: 'It says that the browser has blocked a window of this site; this extension has noticed it.',
        steps: [
          'Check that the address is the filing portal’s.',
          'Click "Allow and retry": the browser no longer blocks this website, and the window is opened again.',
          'If the notice then asks you to click once more on the page, do so.',
        ],
        warning: 'Allow it for this one website, not for all. It is taken back when you disable the website.',
      },
      {
        heading: 'No notice, and no window',
        steps: [
          'Click the extension in the toolbar, or open the check-up, and find "Pop-up windows".',
          'If it says that the browser blocks them, choose "Allow pop-up windows".',
          'Go back to the page and click the button once more.',
        ],
      },
      {
        heading: 'Allow it in the browser yourself',
        text: 'Where the extension cannot change the setting, an icon at the right of the address bar says that a pop-up was blocked.',
        steps: [
          'Click the icon, choose to always allow this website, and finish.',
          'Go back to the page and click the button once more.',
        ],
      },
      {
        heading: 'By the antivirus',
        text: 'The browser allows it, and the window still does not open or is gone at once.',
        steps: [
          'Open the settings of the antivirus.',
          'Switch its blocking of windows off.',
          'Go back to the page and click the button once more.',
        ],
      },
      {
        heading: 'Open PDF in the browser',
        text: 'Collection slips and declarations are PDF files. If they are downloaded and not shown, change this once:',
        steps: [
          'Click the three dots at the top right of Chrome, then "Settings".',
          'Choose "Privacy and security" at the left, then "Site settings".',
          'Unfold "Additional content settings" below, then choose "PDF documents".',
          'Choose "Open PDFs in Chrome".',
          'Go back to the page and click the button once more.',
        ],
      },
    ],
  },
};
