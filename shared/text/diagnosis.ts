import type { Presence } from '../protocol/environment-get.js';
import type { Reason } from '../protocol/reasons.js';
import { displayText } from './display.js';
import type { Texts } from './language.js';
import { reasonSentence } from './reasons.js';

/** A link of the chain, as `main.js diagnose` tells of it. */
export type DiagnosisLink =
  | { readonly link: 'system'; readonly name: string; readonly release: string; readonly arch: string }
  | { readonly link: 'program'; readonly version: string; readonly bits: number; readonly arch: string }
  | {
      readonly link: 'running';
      readonly running: 'no' | 'blocked' | 'silent' | { readonly since: string; readonly port: number };
    }
  | { readonly link: 'stranger'; readonly port: number; readonly program: string | null; readonly answers: boolean }
  | { readonly link: 'windows'; readonly password: boolean; readonly confirm: boolean }
  | { readonly link: 'disk'; readonly writable: boolean }
  | { readonly link: 'journal'; readonly journal: 'intact' | 'damaged' | 'unreadable' | 'none' }
  | {
      readonly link: 'driver';
      readonly name: string | null;
      readonly file: string | null;
      readonly reason: Reason | null;
    }
  | { readonly link: 'token'; readonly token: DiagnosedToken | null; readonly reason: Reason | null }
  | {
      readonly link: 'browsers';
      readonly browsers: { readonly known: number; readonly connected: number } | null;
    }
  | { readonly link: 'helper'; readonly running: Presence; readonly program: string | null };

interface DiagnosedToken {
  readonly label: string;
  readonly certificates: number;
  readonly daysLeft: number | null;
  readonly tries: 'unknown' | 'few' | 'last' | 'locked';
  readonly retriesLeft?: number | undefined;
}

interface DiagnosisText {
  /** On a link, for users and for whoever helps them. */
  readonly line: (link: DiagnosisLink) => string;
  /** Before a line, by its state; each as wide as the others. */
  readonly marks: Readonly<Record<'good' | 'bad' | 'info', string>>;
  readonly allWell: string;
  /** The line of the link that is the first to be broken. */
  readonly firstBroken: (line: string) => string;
}

export const DIAGNOSIS_TEXT: Texts<DiagnosisText> = {
  'zh-CN': {
    line: lineZh,
    marks: { good: '[正常]', bad: '[异常]', info: '[说明]' },
    allWell: '全部正常。',
    firstBroken: (line) => `先处理这一处：${line}`,
  },
  en: {
    line: lineEn,
    marks: { good: '[ok]    ', bad: '[broken]', info: '[info]  ' },
    allWell: 'All is well.',
    firstBroken: (line) => `Mend this first: ${line}`,
  },
};

function lineZh(link: DiagnosisLink): string {
  switch (link.link) {
    case 'system':
      return `系统：${link.name}（${link.release}，${link.arch}）`;
    case 'program':
      return `桌面程序：版本 ${link.version}，${link.bits} 位（${link.arch}）`;
    case 'running':
      if (link.running === 'no') return '运行：桌面程序没有运行，请先启动它。';
      if (link.running === 'blocked')
        return '运行：桌面程序没有运行，它的端口都被别的程序占用。请退出那些程序，再启动它。';
      if (link.running === 'silent') return '运行：桌面程序没有回应，请退出它再重新启动。';
      return `运行：从 ${localTime(link.running.since)} 开始，端口 ${link.running.port}`;
    case 'stranger':
      if (!link.answers && link.program === null) return `端口 ${link.port} 没有应答，未能确认是不是有别的程序占用`;
      return `端口 ${link.port} 被别的程序占用${link.answers ? '' : '，它没有应答'}：${programZh(link.program)}`;
    case 'windows':
      if (link.password && link.confirm) return '桌面程序的窗口：可以打开';
      return `桌面程序的窗口：${[...(link.password ? [] : ['口令窗口']), ...(link.confirm ? [] : ['确认窗口'])].join('、')}打不开。请在图形桌面里启动桌面程序，并请管理员检查窗口程序。`;
    case 'disk':
      return link.writable ? '磁盘：可以写入' : '磁盘：写不进去，无法签名。请检查磁盘是否已满或只读。';
    case 'journal':
      return `签名记录：${{ intact: '完好', none: '还没有', damaged: '被改动过。请在扩展的「签名记录」里查看。', unreadable: '读不出来，无法签名。请检查磁盘和文件权限。' }[link.journal]}`;
    case 'driver':
      return `证书驱动${driverName(link, '演示证书')}：${link.reason === null ? '正常' : reasonSentence('zh-CN', link.reason)}`;
    case 'token':
      return tokenZh(link.token, link.reason);
    case 'browsers':
      if (!link.browsers) return '连接的浏览器：桌面程序运行时才能知道';
      if (link.browsers.known === 0) return `连接的浏览器：${reasonSentence('zh-CN', 'bridge.unpaired')}`;
      return `连接的浏览器：${link.browsers.known} 个，其中 ${link.browsers.connected} 个正在使用`;
    case 'helper':
      return `河北CA数字证书助手：${{ yes: `在运行（${programZh(link.program)}）`, no: '没有运行', unknown: '未能确认' }[link.running]}`;
  }
}

function lineEn(link: DiagnosisLink): string {
  switch (link.link) {
    case 'system':
      return `System: ${link.name} (${link.release}, ${link.arch})`;
    case 'program':
      return `Desktop program: version ${link.version}, ${link.bits} bits (${link.arch})`;
    case 'running':
      if (link.running === 'no') return 'Running: the desktop program is not running; start it first.';
      if (link.running === 'blocked') {
        return 'Running: the desktop program is not running, and other programs hold all of its ports. Quit them, then start it.';
      }
      if (link.running === 'silent') return 'Running: the desktop program does not answer; quit it and start it again.';
      return `Running: since ${localTime(link.running.since)}, port ${link.running.port}`;
    case 'stranger':
      if (!link.answers && link.program === null) {
        return `Port ${link.port} does not answer; whether another program holds it is not confirmed`;
      }
      return `Port ${link.port} is held by another program${link.answers ? '' : ' that does not answer'}: ${programEn(link.program)}`;
    case 'windows':
      if (link.password && link.confirm) return 'Windows of the desktop program: can be opened';
      return `Windows of the desktop program: ${[...(link.password ? [] : ['the password window']), ...(link.confirm ? [] : ['the confirm window'])].join(' and ')} cannot be opened. Start the desktop program in a graphical session, and have the administrator look at the window programs.`;
    case 'disk':
      return link.writable
        ? 'Disk: can be written to'
        : 'Disk: cannot be written to, so nothing can be signed. See whether it is full or read-only.';
    case 'journal':
      return `Record of signatures: ${{ intact: 'intact', none: 'none yet', damaged: 'it was changed. See "Record of signatures" in the extension.', unreadable: 'cannot be read, so nothing can be signed. See to the disk and the permissions of the files.' }[link.journal]}`;
    case 'driver':
      return `Certificate driver${driverName(link, 'demo certificate')}: ${link.reason === null ? 'works' : reasonSentence('en', link.reason)}`;
    case 'token':
      return tokenEn(link.token, link.reason);
    case 'browsers':
      if (!link.browsers) return 'Connected browsers: known only while the desktop program runs';
      if (link.browsers.known === 0) return `Connected browsers: ${reasonSentence('en', 'bridge.unpaired')}`;
      return `Connected browsers: ${link.browsers.known}, of which ${link.browsers.connected} in use`;
    case 'helper':
      return `Hebei CA certificate assistant: ${{ yes: `is running (${programEn(link.program)})`, no: 'is not running', unknown: 'could not be found out' }[link.running]}`;
  }
}

/** A demo's driver has no file, a missing one not even a name. */
function driverName({ name, file }: { name: string | null; file: string | null }, demo: string): string {
  return name === null ? '' : ` ${file ?? demo}`;
}

function tokenZh(token: DiagnosedToken | null, reason: Reason | null): string {
  if (token === null) return `数字证书：${reason === null ? '' : reasonSentence('zh-CN', reason)}`;
  const tries = { unknown: '', few: '，证书口令剩余次数已不多', last: '，证书口令只剩最后一次', locked: '' }[
    token.tries
  ];
  const left = token.retriesLeft === undefined ? '' : `，证书口令还可以试 ${token.retriesLeft} 次`;
  const days = token.daysLeft ?? 0;
  const validity = days < 0 ? '有证书已过期，请办理延期' : `最早 ${days} 天后到期`;
  const facts = token.certificates === 0 ? '' : `${token.certificates} 张证书，${validity}${tries}${left}。`;
  return `数字证书 ${displayText(token.label, 40)}：${facts}${reason === null ? '' : reasonSentence('zh-CN', reason)}`;
}

function tokenEn(token: DiagnosedToken | null, reason: Reason | null): string {
  if (token === null) return `Certificate token: ${reason === null ? '' : reasonSentence('en', reason)}`;
  const tries = {
    unknown: '',
    few: ', few tries of its password are left',
    last: ', one try of its password is left',
    locked: '',
  }[token.tries];
  const left = token.retriesLeft === undefined ? '' : `, tries of its password left: ${token.retriesLeft}`;
  const days = token.daysLeft ?? 0;
  const validity = days < 0 ? 'one has expired; have it renewed' : `the first expires in ${days} days`;
  const facts = token.certificates === 0 ? '' : `certificates: ${token.certificates}, ${validity}${tries}${left}.`;
  const wrong = reason === null ? '' : reasonSentence('en', reason);
  return `Certificate token ${displayText(token.label, 40)}: ${[facts, wrong].filter((part) => part !== '').join(' ')}`;
}

function programZh(program: string | null): string {
  return program ?? '系统没有说明是哪个程序';
}

function programEn(program: string | null): string {
  return program ?? 'the system does not tell which';
}

/** Of ISO 8601, to the minute, by the clock on the wall. */
function localTime(iso: string): string {
  const time = new Date(iso);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
