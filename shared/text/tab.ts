import type { Texts } from './language.js';
import type { ReasonText } from './reasons.js';

/** What the popup says of the tab in front beyond one signature. */
export interface TabText {
  readonly paused: (until: string) => ReasonText;
  readonly resume: string;
  readonly bound: (owner: string) => string;
  /** A certificate whose token is not there. */
  readonly absent: string;
  readonly wanted: (owner: string, bound: string) => ReasonText;
  readonly rebind: string;
  readonly grant: GrantText;
}

/** What is said of signatures that are allowed in advance. */
interface GrantText {
  readonly title: string;
  readonly explained: string;
  readonly count: string;
  readonly ask: string;
  readonly asking: string;
  readonly left: (left: number, count: number, until: string) => string;
  readonly usedUp: (count: number) => string;
  readonly signed: (count: number) => string;
  /** By the check code that the window of a single signature shows, too. */
  readonly code: (code: string) => string;
  readonly insecure: string;
  readonly noSocket: ReasonText;
}

export const TAB_TEXT: Texts<TabText> = {
  'zh-CN': {
    paused: (until) => ({
      what: '您已多次拒绝这个网站，已暂停签名。',
      todo: `${until} 自动恢复。如果是您自己要办理，请点「立即恢复」。`,
    }),
    resume: '立即恢复',
    bound: (owner) => `本标签页使用的证书：${owner}`,
    absent: '（证书不在电脑上）',
    wanted: (owner, bound) => ({
      what: `网页要改用另一张证书：${owner}`,
      todo: `本标签页登录时用的是：${bound}。确认要换单位办理，再点「改用这张证书」。`,
    }),
    rebind: '改用这张证书',
    grant: {
      title: '连续签名',
      explained: '在桌面程序里同意一次，本网页接下来的几次签名就不再逐次询问，也不显示内容。',
      count: '次数',
      ask: '连续签名',
      asking: '请在桌面程序打开的窗口里继续。',
      left: (left, count, until) => `还可以签 ${left} 次（共 ${count} 次），${until} 前有效`,
      usedUp: (count) => `允许的 ${count} 次已经签完`,
      signed: (count) => `已签的 ${count} 次`,
      code: (code) => `校验码：${code}`,
      insecure: '未加密网站不能连续签名，每次都要在桌面程序里同意。',
      noSocket: {
        what: '网页现在没有使用数字证书。',
        todo: '请先在网页上办理到要签名的一步，再点「连续签名」。',
      },
    },
  },
  en: {
    paused: (until) => ({
      what: 'You have refused this website several times, so it cannot ask for signatures now.',
      todo: `That ends at ${until}. If it was you who wanted to sign, choose "Resume now".`,
    }),
    resume: 'Resume now',
    bound: (owner) => `Certificate of this tab: ${owner}`,
    absent: '(not on this computer)',
    wanted: (owner, bound) => ({
      what: `The page wants another certificate: ${owner}`,
      todo: `This tab has logged in with: ${bound}. Choose "Use this certificate" only if you mean to work for the other company.`,
    }),
    rebind: 'Use this certificate',
    grant: {
      title: 'Several signatures',
      explained:
        'Agree once in the desktop program, and the next signatures of this page are made without asking or showing each.',
      count: 'How many',
      ask: 'Allow several',
      asking: 'Go on in the window of the desktop program.',
      left: (left, count, until) => `${left} of ${count} signatures left, until ${until}`,
      usedUp: (count) => `All ${count} signatures have been made`,
      signed: (count) => `Signatures made: ${count}`,
      code: (code) => `Check code: ${code}`,
      insecure: 'A website that is not encrypted cannot sign several at once; each takes your consent.',
      noSocket: {
        what: 'The page is not using a certificate now.',
        todo: 'Go on the page to the step that signs, then choose "Allow several".',
      },
    },
  },
};
