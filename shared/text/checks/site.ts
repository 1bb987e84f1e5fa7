import { beijingTime } from '../journal.js';
import type { Texts } from '../language.js';
import type { CheckTexts } from './check-text.js';
import { later, WORDS } from './unconfirmed.js';

export const SITE_TEXT: Texts<Pick<CheckTexts, 'site' | 'encryption' | 'reachable' | 'loopback' | 'popups' | 'bound'>> =
  {
    'zh-CN': {
      site: {
        name: '网报系统的网站',
        why: '扩展只在您启用的网站上提供证书，别的网站用不了。',
        says: {
          enabled: ({ origin }) => ({ what: `已启用：${origin}` }),
          toReload: ({ origin }) => ({
            what: `已启用，但打开的网页还没有刷新：${origin}`,
            todo: '刷新后才能使用证书；没有保存的内容会丢失。',
          }),
          none: () => ({
            what: '还没有启用网报系统的网站。',
            todo: '请打开社保医保网报系统，再点浏览器右上角本扩展的图标，点「启用」。',
          }),
          off: ({ origin }) => ({
            what: `这个网页像是网报系统，还没有启用：${origin}`,
            todo: '仿冒的网页也能做得一样：请先核对网址，再点「启用」，并在浏览器的询问里点「允许」。',
          }),
          ungranted: ({ origin }) => ({
            what: `浏览器没有给扩展使用这个网站的权限：${origin}`,
            todo: '请点「启用」，并在浏览器的询问里点「允许」。',
          }),
          forbidden: ({ origin }) => ({
            what: `管理员不允许在这个网站使用证书：${origin}`,
            todo: '如果您需要在这里办理业务，请联系管理员。',
          }),
          policyUnreadable: () => ({
            what: '管理员的设置有错误，所有网站都已停用。',
            todo: '请联系管理员改正这个设置。',
          }),
          unknown: () => WORDS['zh-CN'].again,
        },
      },
      encryption: {
        name: '网站加密',
        why: '未加密的网站，路上的人能看到和改动网页，所以每次签名都要您在桌面程序里同意。',
        says: {
          https: () => ({ what: '网站是加密的' }),
          http: () => ({
            what: '未加密网站',
            todo: '可以照常办理；每次签名前请看清桌面程序窗口里的内容。',
          }),
          unknown: () => later('zh-CN', '启用网站后才能查看。'),
        },
      },
      reachable: {
        name: '网报系统能否打开',
        why: '网报系统打不开时，证书和电脑都没有问题也办不了业务。',
        says: {
          open: ({ loadedAt }) => ({
            what:
              typeof loadedAt === 'number' ? `网报系统可以打开（${clock(loadedAt)} 打开过）` : '网报系统的网页已打开',
          }),
          errorPage: ({ origin }) => ({
            what: `网报系统的网页打不开：${origin}`,
            todo: '请检查网络，过一会儿再试；月底办理的人多，也可能是网站繁忙。',
          }),
          unknown: () => later('zh-CN', '请打开网报系统，再点「重新检查」。'),
        },
      },
      loopback: {
        name: '网页与本机程序的连接',
        why: '较新的浏览器会限制网页直接连接电脑上的程序；在已启用的网站上，本扩展代网页转接给桌面程序。',
        says: {
          relayed: () => ({ what: '网页由本扩展转接，不受浏览器限制' }),
          allowed: () => ({ what: '浏览器允许这个网站直接连接，本扩展同样转接' }),
          denied: () => ({ what: '浏览器不让这个网站直接连接；由本扩展转接，可以照常使用' }),
          toReload: () => ({
            what: '打开的网页还没有刷新，现在不能转接',
            todo: '请先保存网页上的内容，再刷新网页。网报系统可能开在别的标签页里。',
          }),
          noRelay: ({ origin }) => ({
            what: `扩展没有进入网报系统的网页，刷新也不能转接：${origin}`,
            todo: '请关闭浏览器再打开。还是这样时，点本扩展的图标，先「停用」这个网站，再「启用」，然后刷新网页。',
          }),
          unknown: () => later('zh-CN', '打开网报系统后才能查看；不影响使用。'),
        },
      },
      popups: {
        name: '弹出窗口',
        why: '征集单、申报表在新窗口里打开，浏览器拦截后就看不到。',
        says: {
          allowed: () => ({ what: '网报系统可以弹出窗口' }),
          blocked: ({ origin }) => ({
            what: `浏览器会拦截网报系统的弹出窗口：${origin}`,
            todo: '请点「允许弹出窗口」，只对这个网站有效。',
          }),
          blockedNow: ({ origin }) => ({
            what: `浏览器刚刚拦截了网报系统的弹出窗口：${origin}`,
            todo: '请点「允许弹出窗口」，再回到网页上重新点一次。',
          }),
          closedByOthers: () => ({
            what: '网报系统的一个窗口打开后马上又关闭了。',
            todo: '如果是您自己关的，或者要看的内容已经看到，不用处理。否则可能是杀毒软件的「窗口拦截」关的，请这样试：',
            steps: [
              '打开这台电脑上的杀毒软件，找到「窗口拦截」，有的叫「弹窗拦截」。',
              '关闭「窗口拦截」，网报系统的说明就是这样要求的。只改这一项，不要退出杀毒软件。',
              '回到网报系统的网页，再点一次刚才的按钮。',
              '窗口还是马上关闭，就不是它的原因，请点「怎么办」。',
            ],
          }),
          unknown: () => later('zh-CN', '启用网站后才能查看。'),
        },
      },
      bound: {
        name: 'CA绑定',
        why: '证书绑定以后才能用河北CA登录；没有绑定时先用单位编号和网报登录密码登录，再做CA绑定。',
        says: {
          bound: ({ owner }) => ({ what: `已绑定：${owner}` }),
          unbound: ({ owner }) => ({
            what: owner === undefined ? '网页说：证书未绑定' : `网页说：证书未绑定（${owner}）`,
            todo: '请用单位编号和网报登录密码登录，再点「CA绑定」，选「河北CA」，点「读取证书」，点「保存」。',
          }),
          unknown: () => later('zh-CN', '用河北CA登录一次后就知道了。'),
        },
      },
    },
    en: {
      site: {
        name: 'The portal’s website',
        why: 'The extension offers certificates on the websites that you have enabled, and on no other.',
        says: {
          enabled: ({ origin }) => ({ what: `Enabled: ${origin}` }),
          toReload: ({ origin }) => ({
            what: `Enabled, but the open page was not reloaded yet: ${origin}`,
            todo: 'It can use certificates once it is reloaded; what is not saved will be lost.',
          }),
          none: () => ({
            what: 'The portal’s website is not enabled yet.',
            todo: 'Open the portal, choose the extension’s button in the toolbar, then "Enable".',
          }),
          off: ({ origin }) => ({
            what: `This page looks like the portal and is not enabled yet: ${origin}`,
            todo: 'A forged page can look the same: check the address first, then choose "Enable" and allow it when the browser asks.',
          }),
          ungranted: ({ origin }) => ({
            what: `The browser does not permit the extension to work on this website: ${origin}`,
            todo: 'Choose "Enable", and allow it when the browser asks.',
          }),
          forbidden: ({ origin }) => ({
            what: `Your administrator does not allow certificates on this website: ${origin}`,
            todo: 'If you have to work here, ask your administrator.',
          }),
          policyUnreadable: () => ({
            what: 'The administrator’s settings are wrong, so every website is disabled.',
            todo: 'Ask your administrator to correct them.',
          }),
          unknown: () => WORDS.en.again,
        },
      },
      encryption: {
        name: 'Encryption of the website',
        why: 'On a website that is not encrypted, whoever is on the way can read and change pages, so each signature takes your consent.',
        says: {
          https: () => ({ what: 'The website is encrypted' }),
          http: () => ({
            what: 'The website is not encrypted',
            todo: 'You can work as usual; read the desktop program’s window before each signature.',
          }),
          unknown: () => later('en', 'Shown once the website is enabled.'),
        },
      },
      reachable: {
        name: 'The portal opens',
        why: 'Where the portal does not open, nothing can be filed although computer and certificate are fine.',
        says: {
          open: ({ loadedAt }) => ({
            what:
              typeof loadedAt === 'number'
                ? `The portal opens (a page came at ${clock(loadedAt)})`
                : 'A page of the portal is open',
          }),
          errorPage: ({ origin }) => ({
            what: `The portal’s page does not open: ${origin}`,
            todo: 'Check the network and try later; at the end of a month the portal may be busy.',
          }),
          unknown: () => later('en', 'Open the portal, then choose "Check again".'),
        },
      },
      loopback: {
        name: 'Pages and programs of this computer',
        why: 'Newer browsers restrict how pages reach programs of the computer; on enabled websites this extension passes on to the desktop program.',
        says: {
          relayed: () => ({ what: 'The extension passes on for pages, whatever the browser keeps them from' }),
          allowed: () => ({
            what: 'The browser lets this website connect by itself; the extension passes on all the same',
          }),
          denied: () => ({
            what: 'The browser keeps this website from connecting; the extension passes on, so all works',
          }),
          toReload: () => ({
            what: 'An open page was not reloaded yet, so the extension cannot pass on for it',
            todo: 'Save what you have on the page, then reload it. It may be in another tab.',
          }),
          noRelay: ({ origin }) => ({
            what: `The extension is not in the portal’s pages, and reloading does not bring it there: ${origin}`,
            todo: 'Close the browser and open it again. If that does not help, disable this website in the popup, enable it again, and reload the page.',
          }),
          unknown: () => later('en', 'Shown while the portal is open; it does not matter for your work.'),
        },
      },
      popups: {
        name: 'Pop-up windows',
        why: 'Collection slips and forms open in new windows, which are not seen where the browser blocks them.',
        says: {
          allowed: () => ({ what: 'The portal may open windows' }),
          blocked: ({ origin }) => ({
            what: `The browser blocks the portal’s pop-up windows: ${origin}`,
            todo: 'Choose "Allow pop-up windows"; it holds for this website alone.',
          }),
          blockedNow: ({ origin }) => ({
            what: `The browser has just blocked a pop-up window of the portal: ${origin}`,
            todo: 'Choose "Allow pop-up windows", then click again on the page.',
          }),
          closedByOthers: () => ({
            what: 'A window of the portal was closed right after it had opened.',
            todo: 'If you closed it, or have seen what you wanted, there is nothing to do. Otherwise antivirus software may have closed it; try this:',
            steps: [
              'Open the antivirus software of this computer and find its blocking of windows (pop-ups).',
              'Switch that blocking off, as the portal’s manual wants it. Change this alone, and do not quit the software.',
              'Go back to the portal’s page and click once more where you did before.',
              'If the window still closes at once, that was not the cause: choose "What to do".',
            ],
          }),
          unknown: () => later('en', 'Shown once the website is enabled.'),
        },
      },
      bound: {
        name: 'Bound to the portal',
        why: 'Only a bound certificate can log in; until then log in with the unit number and the portal password, then bind it.',
        says: {
          bound: ({ owner }) => ({ what: `Bound: ${owner}` }),
          unbound: ({ owner }) => ({
            what: `The page says that the certificate is not bound${owner === undefined ? '' : `: ${owner}`}`,
            todo: 'Log in with the company’s number and the portal password, open the binding of the CA certificate, choose Hebei CA, read the certificate, save.',
          }),
          unknown: () => later('en', 'Known once you have logged in by certificate.'),
        },
      },
    },
  };

/** Of milliseconds since the epoch: hours and minutes in China. */
function clock(at: number): string {
  return beijingTime(new Date(at).toISOString()).slice(11, 16);
}
