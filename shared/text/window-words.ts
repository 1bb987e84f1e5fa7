import type { Texts } from './language.js';

/** The demo certificate's password as it is made; said only where nothing real is at stake. */
const DEMO_PASSWORD = '123456';

/** The sentences of one language; windows.ts puts them together in the same way for all. */
export interface WindowWords {
  readonly titles: { readonly sign: string; readonly login: string; readonly grant: string; readonly choose: string };
  readonly site: (site: string) => string;
  readonly insecure: string;
  readonly certificate: (owner: string) => string;
  readonly demo: string;
  readonly expired: string;
  readonly text: (length: number, complete: boolean) => string;
  readonly quoted: (text: string) => string;
  readonly bytes: (length: number) => string;
  readonly digest: string;
  readonly code: (code: string) => string;
  readonly digestWarning: string;
  readonly usableElsewhere: string;
  readonly signByPassword: string;
  readonly signByButton: string;
  readonly login: (minutes: number) => string;
  readonly stillAsked: string;
  readonly grant: (count: number, minutes: number) => string;
  readonly grantUnseen: string;
  readonly demoPassword: string;
  readonly triesLeft: (tries: number) => string;
  readonly lastTry: string;
  readonly wrong: (tries: number | undefined) => string;
  readonly mind: string;
  readonly prompt: string;
  readonly sign: string;
  readonly open: string;
  readonly agree: string;
  readonly allow: string;
  readonly refuse: string;
  readonly cancel: string;
  readonly chooseOne: string;
  readonly columns: readonly string[];
  readonly date: Intl.DateTimeFormat;
  readonly choose: string;
  readonly emptyPassword: string;
  readonly capsLock: string;
  readonly showPassword: string;
  readonly hidePassword: string;
}

export const WINDOW_WORDS: Texts<WindowWords> = {
  'zh-CN': {
    titles: { sign: '签名', login: '打开证书', grant: '连续签名', choose: '选择证书' },
    site: (site) => `网站：${site}`,
    insecure: '注意：这是未加密网站，网页内容可能被人改动。',
    certificate: (owner) => `证书：${owner}`,
    demo: '（演示证书）',
    expired: '（已过期）',
    text: (length, complete) => `签名内容：一段文字，共 ${length} 字${complete ? '' : '，没有全部显示'}`,
    quoted: (text) => `「${text}」`,
    bytes: (length) => `签名内容：一段数据，共 ${length} 字节`,
    digest: '签名内容：一个摘要（文件的指纹）',
    code: (code) => `校验码：${code}`,
    digestWarning: '注意：这里看不到它代表哪份文件，请确认您知道在签什么。',
    usableElsewhere: '注意：此签名可用于登录其他网站。',
    signByPassword: '输入证书口令并点「签名」，就是同意签名一次。',
    signByButton: '点「同意签名」，就是同意签名一次。',
    login: (minutes) =>
      minutes > 0
        ? `输入证书口令后，本网页在 ${minutes} 分钟内可以使用这张证书。`
        : '输入证书口令后，桌面程序只核对一次，不保留登录。',
    stillAsked: '以后每次签名，仍会先问您。',
    grant: (count, minutes) => `允许本网页连续签名 ${count} 次，${minutes} 分钟内有效。`,
    grantUnseen: '注意：这些签名不再逐次询问，也不显示签名内容。',
    demoPassword: `演示证书的初始证书口令是 ${DEMO_PASSWORD}。`,
    triesLeft: (tries) => `证书口令还可以试 ${tries} 次。`,
    lastTry: '这是最后一次机会，再输错一次，证书就会锁定。',
    wrong: (tries) => `证书口令不对${tries === undefined ? '。' : `，还可以试 ${tries} 次。`}`,
    mind: '请注意大小写；证书口令不是网报登录密码。',
    prompt: '证书口令：',
    sign: '签名',
    open: '打开证书',
    agree: '同意签名',
    allow: '允许',
    refuse: '拒绝',
    cancel: '取消',
    chooseOne: '请选择本网页要使用的证书。',
    columns: ['证书所有者', '颁发机构', '有效期至'],
    date: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'Asia/Shanghai' }),
    choose: '选择',
    emptyPassword: '还没有输入证书口令。',
    capsLock: '大写锁定已打开',
    showPassword: '显示证书口令',
    hidePassword: '隐藏证书口令',
  },
  en: {
    titles: {
      sign: 'sign',
      login: 'open the certificate',
      grant: 'several signatures',
      choose: 'choose a certificate',
    },
    site: (site) => `Website: ${site}`,
    insecure: 'Caution: unencrypted website; others could change the page.',
    certificate: (owner) => `Certificate: ${owner}`,
    demo: ' (demo certificate)',
    expired: ' (expired)',
    text: (length, complete) => `To be signed: a text, ${length} characters${complete ? '' : ', not all shown'}`,
    quoted: (text) => `“${text}”`,
    bytes: (length) => `To be signed: data, ${length} bytes`,
    digest: 'To be signed: a digest (the fingerprint of a document)',
    code: (code) => `Check code: ${code}`,
    digestWarning: 'Caution: the document behind it cannot be seen here.',
    usableElsewhere: 'Caution: this signature can be used to log in to other websites.',
    signByPassword: 'Typing the password agrees to one signature.',
    signByButton: 'Choosing "Agree and sign" agrees to one signature.',
    login: (minutes) =>
      minutes > 0
        ? `With the password this page may use the certificate for ${minutes} min.`
        : 'The password is checked once; no login is kept.',
    stillAsked: 'You will still be asked before each signature.',
    grant: (count, minutes) => `Allows this page ${count} signatures, for ${minutes} min.`,
    grantUnseen: 'Caution: you will not be asked before each, nor see what is signed.',
    demoPassword: `The demo certificate's first password is ${DEMO_PASSWORD}.`,
    triesLeft: (tries) => `Tries left for the token password: ${tries}.`,
    lastTry: 'This is the last try: another wrong password locks the token.',
    wrong: (tries) => `The token password is wrong${tries === undefined ? '.' : `; tries left: ${tries}.`}`,
    mind: 'Mind capital letters; it is not the password of the portal.',
    prompt: 'Token password:',
    sign: 'Sign',
    open: 'Open the certificate',
    agree: 'Agree and sign',
    allow: 'Allow',
    refuse: 'Refuse',
    cancel: 'Cancel',
    chooseOne: 'Choose the certificate that this page is to use.',
    columns: ['Owner', 'Issuer', 'Valid until'],
    date: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Asia/Shanghai' }),
    choose: 'Choose',
    emptyPassword: 'The token password is still empty.',
    capsLock: 'Caps Lock is on',
    showPassword: 'Show the password',
    hidePassword: 'Hide the password',
  },
};
