import type { Texts } from './language.js';
import type { NewPasswordProblem } from './window-facts.js';

/** The demo certificate's password as it is made; said only where nothing real is at stake. */
const DEMO_PASSWORD = '123456';

/** The sentences of one language; windows.ts puts them together in the same way for all. */
export interface WindowWords {
  readonly titles: Readonly<
    Record<'sign' | 'again' | 'otherCompany' | 'login' | 'grant' | 'choose' | 'change' | 'lastTry' | 'pairing', string>
  >;
  readonly site: (site: string) => string;
  readonly insecure: string;
  readonly certificate: (owner: string) => string;
  readonly demo: string;
  readonly expired: string;
  readonly early: string;
  readonly page: (purpose: string | null, company: string | null) => string;
  readonly nameDiffers: string;
  readonly otherCompany: string;
  readonly wrongToken: string;
  readonly signForOther: string;
  readonly text: (length: number, complete: boolean) => string;
  readonly quoted: (text: string) => string;
  readonly bytes: (length: number) => string;
  readonly digest: string;
  readonly document: (length: number) => string;
  readonly code: (code: string) => string;
  readonly digestWarning: string;
  readonly usableElsewhere: string;
  readonly signByPassword: string;
  readonly signByButton: string;
  readonly uncertain: string;
  readonly signsTwice: string;
  readonly signAgain: string;
  readonly leaveUnsigned: string;
  readonly login: (minutes: number) => string;
  readonly stillAsked: string;
  readonly grant: (count: number, minutes: number) => string;
  readonly grantUnseen: string;
  readonly demoPassword: string;
  readonly triesLeft: (tries: number | 'few') => string;
  readonly lastTry: string;
  readonly unlock: string;
  readonly unsure: string;
  readonly takeLastTry: string;
  readonly leaveLastTry: string;
  readonly wrong: string;
  readonly mind: string;
  readonly typeOnToken: (button: string) => string;
  readonly askCurrent: string;
  readonly currentPrompt: string;
  readonly next: string;
  readonly askNew: string;
  readonly length: (min: number, max: number) => string;
  readonly notTheOld: string;
  readonly newPrompt: string;
  readonly repeatPrompt: string;
  readonly mismatch: string;
  readonly problem: (problem: NewPasswordProblem, min: number, max: number) => string;
  readonly change: string;
  readonly changeOnToken: string;
  readonly startChange: string;
  readonly changed: string;
  readonly remember: string;
  readonly notChanged: string;
  readonly close: string;
  readonly prompt: string;
  readonly sign: string;
  readonly open: string;
  readonly agree: string;
  readonly rememberLogin: (minutes: number) => string;
  readonly allow: string;
  readonly refuse: string;
  readonly cancel: string;
  readonly chooseOne: string;
  readonly columns: readonly string[];
  readonly date: Intl.DateTimeFormat;
  readonly choose: string;
  readonly pairingAsked: string;
  readonly program: (path: string) => string;
  readonly user: (name: string) => string;
  readonly untold: string;
  readonly typeDigits: string;
  readonly wrongDigits: (triesLeft: number) => string;
  readonly notSixDigits: string;
  readonly pairingUnasked: string;
  readonly connect: string;
  readonly someBrowser: string;
  readonly emptyPassword: string;
  readonly capsLock: string;
  readonly showPassword: string;
  readonly hidePassword: string;
}

/** A limit beyond which nobody gets is not worth a word. */
const LONGEST_TOLD = 64;

/** A password's length; tokens count bytes, which are the characters that their keys and makers mean. */
function digits(min: number, max: number): string {
  if (max > LONGEST_TOLD) return min > 1 ? `至少要有 ${min} 位，` : '';
  if (min === max) return `要有 ${min} 位，`;
  return min > 1 ? `要有 ${min} 到 ${max} 位，` : `最多 ${max} 位，`;
}

function characters(min: number, max: number): string {
  if (max > LONGEST_TOLD) return min > 1 ? `at least ${min} characters of ` : '';
  if (min === max) return `${min} characters of `;
  return min > 1 ? `${min} to ${max} characters of ` : `at most ${max} characters of `;
}

export const WINDOW_WORDS: Texts<WindowWords> = {
  'zh-CN': {
    titles: {
      sign: '签名',
      again: '再次签名',
      otherCompany: '单位不一致',
      login: '打开证书',
      grant: '连续签名',
      choose: '选择证书',
      change: '修改证书口令',
      lastTry: '最后一次机会',
      pairing: '连接浏览器',
    },
    site: (site) => `网站：${site}`,
    insecure: '注意：未加密网站，网页可能被人改动。',
    certificate: (owner) => `证书：${owner}`,
    demo: '（演示证书）',
    expired: '（已过期）',
    early: '（还没有生效）',
    page: (purpose, company) =>
      `网页称：${[purpose && `用途是「${purpose}」`, company && `单位是「${company}」`].filter(Boolean).join('，')}`,
    nameDiffers: '注意：网页上的单位与证书不同，同意后不再提示。',
    otherCompany: '网页上的单位不是这张证书的单位。',
    wrongToken: '可能插错了证书（USB Key）：请先核对单位和证书。',
    signForOther: '仍用这张证书签名',
    text: (length, complete) => `签名内容：一段文字，共 ${length} 字${complete ? '' : '，没有全部显示'}`,
    quoted: (text) => `「${text}」`,
    bytes: (length) => `签名内容：一段数据，共 ${length} 字节`,
    digest: '签名内容：一个摘要（文件的指纹）',
    document: (length) => `签名内容：一份 PDF 文件，共 ${length} 字节`,
    code: (code) => `校验码：${code}`,
    digestWarning: '注意：这里看不到它代表哪份文件，请确认您知道在签什么。',
    usableElsewhere: '注意：此签名可用于登录其他网站。',
    signByPassword: '输入证书口令并点「签名」，就是同意签名一次。',
    signByButton: '点「同意签名」，就是同意签名一次。',
    uncertain: '不确定上次是否已签成：桌面程序在签名时中断过。',
    signsTwice: '再签一次，同一份内容可能会有两个签名；如果业务已经办成，请不要再签。',
    signAgain: '再签一次',
    leaveUnsigned: '不签',
    login: (minutes) =>
      minutes > 0
        ? `输入证书口令后，本网页在 ${minutes} 分钟内可以使用这张证书。`
        : '输入证书口令后，桌面程序只核对一次，不保留登录。',
    stillAsked: '以后每次签名，仍会先问您。',
    grant: (count, minutes) => `允许本网页连续签名 ${count} 次，${minutes} 分钟内有效。`,
    grantUnseen: '注意：这些签名不再逐次询问，也不显示签名内容。',
    demoPassword: `演示证书的初始证书口令是 ${DEMO_PASSWORD}。`,
    triesLeft: (tries) =>
      tries === 'few' ? '证书口令可以试的次数已不多，用完证书会锁定。' : `证书口令还可以试 ${tries} 次。`,
    lastTry: '只剩最后一次机会：证书口令再输错一次，证书就会锁定。',
    unlock: '锁定后不能登录和申报，要到 www.hebca.com 点「解锁证书」办理。',
    unsure: '如果记不准证书口令，请先不要输入，向保管证书的人问清楚再试。',
    takeLastTry: '我记得，继续输入',
    leaveLastTry: '先不输入',
    wrong: '证书口令不对。',
    mind: '请注意大小写；证书口令不是网报登录密码。',
    typeOnToken: (button) => `点「${button}」后，请在证书（USB Key）的按键上输入证书口令。`,
    askCurrent: '修改证书口令，请先输入现在的证书口令。',
    currentPrompt: '现在的口令：',
    next: '下一步',
    askNew: '请输入新的证书口令，两次要一样。',
    length: (min, max) => `新口令${digits(min, max)}可用字母、数字和符号。`,
    notTheOld: '不能和现在的一样，也不能是 123456。',
    newPrompt: '新的口令：',
    repeatPrompt: '再输一次：',
    mismatch: '两次输入的新口令不一样，请重新输入。',
    problem: (problem, min, max) =>
      ({
        short: `新口令太短：${digits(min, max)}请换一个。`,
        long: `新口令太长：${digits(min, max)}请换一个。`,
        same: '新口令和现在的一样，请换一个。',
        initial: '新口令不能是 123456，请换一个。',
      })[problem],
    change: '修改',
    changeOnToken: '点「开始修改」后，请在证书（USB Key）的按键上先输入现在的证书口令，再输入新的证书口令。',
    startChange: '开始修改',
    changed: '证书口令已经修改。',
    remember: '请记好新的证书口令，桌面程序不会保存它。',
    notChanged: '证书口令没有修改。',
    close: '知道了',
    prompt: '证书口令：',
    sign: '签名',
    open: '打开证书',
    agree: '同意签名',
    rememberLogin: (minutes) => `同意，${minutes} 分钟内不再询问`,
    allow: '允许',
    refuse: '拒绝',
    cancel: '取消',
    chooseOne: '请选择本网页要使用的证书。',
    columns: ['证书所有者', '颁发机构', '有效期至'],
    date: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'Asia/Shanghai' }),
    choose: '选择',
    pairingAsked: '有一个浏览器请求连接桌面程序。',
    program: (path) => `程序：${path}`,
    user: (name) => `电脑用户：${name}`,
    untold: '没有查到',
    typeDigits: '请输入浏览器里显示的六位数字。',
    wrongDigits: (triesLeft) => `刚才的数字不对。浏览器已经换了新的数字，还可以试 ${triesLeft} 次。`,
    notSixDigits: '要输入六位数字。',
    pairingUnasked: '如果不是您自己点的「连接浏览器」，请点「拒绝」。',
    connect: '连接',
    someBrowser: '浏览器',
    emptyPassword: '还没有输入证书口令。',
    capsLock: '大写锁定已打开',
    showPassword: '显示证书口令',
    hidePassword: '隐藏证书口令',
  },
  en: {
    titles: {
      sign: 'sign',
      again: 'sign again',
      otherCompany: 'another company',
      login: 'open the certificate',
      grant: 'several signatures',
      choose: 'choose a certificate',
      change: 'change the token password',
      lastTry: 'last try',
      pairing: 'connect a browser',
    },
    site: (site) => `Website: ${site}`,
    insecure: 'Caution: unencrypted website; others could change the page.',
    certificate: (owner) => `Certificate: ${owner}`,
    demo: ' (demo certificate)',
    expired: ' (expired)',
    early: ' (not valid yet)',
    page: (purpose, company) =>
      `The page says: ${[purpose && `purpose “${purpose}”`, company && `company “${company}”`].filter(Boolean).join(', ')}`,
    nameDiffers: 'Caution: another name than the certificate’s; asked once.',
    otherCompany: 'The company on the page is not the one of this certificate.',
    wrongToken: 'The wrong token may be plugged in: compare company and certificate first.',
    signForOther: 'Sign with it all the same',
    text: (length, complete) => `To be signed: a text, ${length} characters${complete ? '' : ', not all shown'}`,
    quoted: (text) => `“${text}”`,
    bytes: (length) => `To be signed: data, ${length} bytes`,
    digest: 'To be signed: a digest (the fingerprint of a document)',
    document: (length) => `To be signed: a PDF document, ${length} bytes`,
    code: (code) => `Check code: ${code}`,
    digestWarning: 'Caution: the document behind it cannot be seen here.',
    usableElsewhere: 'Caution: this signature can be used to log in to other websites.',
    signByPassword: 'Typing the password agrees to one signature.',
    signByButton: 'Choosing "Agree and sign" agrees to one signature.',
    uncertain: 'It is not known whether this was signed before: the desktop program was cut off while it signed.',
    signsTwice: 'Signing again may give two signatures of one content; do not, if it has gone through on the website.',
    signAgain: 'Sign again',
    leaveUnsigned: 'Do not sign',
    login: (minutes) =>
      minutes > 0
        ? `With the password this page may use the certificate for ${minutes} min.`
        : 'The password is checked once; no login is kept.',
    stillAsked: 'You will still be asked before each signature.',
    grant: (count, minutes) => `Allows this page ${count} signatures, for ${minutes} min.`,
    grantUnseen: 'Caution: you will not be asked before each, nor see what is signed.',
    demoPassword: `The demo certificate's first password is ${DEMO_PASSWORD}.`,
    triesLeft: (tries) =>
      tries === 'few' ? 'Not many tries are left before the token locks.' : `Tries left: ${tries}.`,
    lastTry: 'This is the last try: another wrong password locks the token.',
    unlock: 'A locked token can neither log in nor file until it is unlocked at www.hebca.com ("Unlock certificate").',
    unsure: 'If you are not sure of the password, stop here and ask whoever keeps the token.',
    takeLastTry: 'I know it, go on',
    leaveLastTry: 'Not now',
    wrong: 'The token password is wrong.',
    mind: 'Mind capital letters; it is not the password of the portal.',
    typeOnToken: (button) => `After "${button}", type the token password on the keys of the token.`,
    askCurrent: 'To change the token password, type the current one first.',
    currentPrompt: 'Current password:',
    next: 'Next',
    askNew: 'Type the new token password, twice the same.',
    length: (min, max) => `It takes ${characters(min, max)}letters, digits and signs.`,
    notTheOld: 'It may not be the current one, nor 123456.',
    newPrompt: 'New password:',
    repeatPrompt: 'Once more:',
    mismatch: 'The two are not the same; type them again.',
    problem: (problem, min, max) =>
      ({
        short: `Too short: it takes ${characters(min, max)}letters, digits and signs.`,
        long: `Too long: it takes ${characters(min, max)}letters, digits and signs.`,
        same: 'That is the current password; choose another one.',
        initial: 'It may not be 123456; choose another one.',
      })[problem],
    change: 'Change',
    changeOnToken: 'After "Start", type the current and then the new token password on the keys of the token.',
    startChange: 'Start',
    changed: 'The token password was changed.',
    remember: 'Remember the new one; the desktop program does not keep it.',
    notChanged: 'The token password was not changed.',
    close: 'Close',
    prompt: 'Token password:',
    sign: 'Sign',
    open: 'Open the certificate',
    agree: 'Agree and sign',
    rememberLogin: (minutes) => `Agree, and do not ask for ${minutes} min`,
    allow: 'Allow',
    refuse: 'Refuse',
    cancel: 'Cancel',
    chooseOne: 'Choose the certificate that this page is to use.',
    columns: ['Owner', 'Issuer', 'Valid until'],
    date: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Asia/Shanghai' }),
    choose: 'Choose',
    pairingAsked: 'A browser asks to be connected to the desktop program.',
    program: (path) => `Program: ${path}`,
    user: (name) => `User: ${name}`,
    untold: 'not known',
    typeDigits: 'Type the six digits that the browser shows.',
    wrongDigits: (triesLeft) => `Those digits were wrong. The browser shows new ones; tries left: ${triesLeft}.`,
    notSixDigits: 'It takes six digits.',
    pairingUnasked: 'If you have not chosen "Connect this browser" yourself, choose "Refuse".',
    connect: 'Connect',
    someBrowser: 'Browser',
    emptyPassword: 'The token password is still empty.',
    capsLock: 'Caps Lock is on',
    showPassword: 'Show the password',
    hidePassword: 'Hide the password',
  },
};
