import type { Texts } from './language.js';

/** What can be wrong with a settings file. */
export type ConfigProblem =
  | {
      readonly kind: 'missing' | 'unreadable' | 'notJson' | 'notObject' | 'schemaVersion' | 'secretMode' | 'secretForm';
    }
  | { readonly kind: 'unknownKey' | 'machineOnly'; readonly key: string }
  | { readonly kind: 'badValue'; readonly key: string; readonly allowed: string };

interface ConsoleText {
  readonly config: (file: string, problem: ConfigProblem) => string;
  readonly portsTaken: (ports: readonly number[]) => string;
  readonly alreadyRunning: string;
  readonly startFailed: string;
  readonly usage: string;
  readonly badLanguage: (allowed: readonly string[]) => string;
  readonly notRunning: string;
  readonly notOnWindows: string;
  readonly pairingOpened: string;
  readonly pairingAsked: (program: string) => string;
  readonly paired: (name: string) => string;
  /** The bridge was started for the command, and goes on. */
  readonly keepsRunning: string;
  readonly noPairings: string;
  readonly pairing: (facts: { readonly created: string | null; readonly connected: boolean }) => string;
  readonly done: string;
}

/** What the bridge says on the terminal: when it cannot start, and as the answer to a command. */
export const CONSOLE_TEXT: Texts<ConsoleText> = {
  'zh-CN': {
    config: (file, problem) => `设置文件 ${file}：${configProblemZh(problem)}`,
    portsTaken: (ports) => `桌面程序无法启动：本机的 ${ports.join('、')} 端口都被别的程序占用。请退出那些程序后再试。`,
    alreadyRunning:
      '桌面程序已经在运行，不用再启动。要连接浏览器，请运行 main.js pair；要重新启动，请先退出正在运行的桌面程序。',
    startFailed: '桌面程序无法启动。请把上面一行记录发给管理员。',
    usage:
      '用法：main.js [--config 设置文件] [--version] [diagnose [--language 语言] [--json] | pair | pairings | rename 编号 名称 | revoke 编号]\n' +
      '  diagnose  检查哪里不正常\n  pair      连接浏览器\n  pairings  列出已连接的浏览器\n  rename    给一个连接改名\n  revoke    取消一个连接',
    badLanguage: (allowed) => `--language 只能是 ${allowed.join('、')}。`,
    notRunning: '桌面程序没有运行，请先启动它。',
    notOnWindows: '这个版本在 Windows 上还不能用这条命令。',
    pairingOpened: '请在两分钟内，到要连接的浏览器里点工具栏上的扩展图标，再点「连接浏览器」。',
    pairingAsked: (program) => `${program} 请求连接。请把浏览器里显示的六位数字输入刚打开的窗口。`,
    paired: (name) => `已连接：${name}`,
    keepsRunning: '桌面程序在这个终端里继续运行，按 Ctrl+C 结束。',
    noPairings: '还没有连接任何浏览器。',
    pairing: ({ created, connected }) =>
      `${created === null ? '管理员设置' : `${created} 连接`}${connected ? '，正在使用' : ''}`,
    done: '已完成。',
  },
  en: {
    config: (file, problem) => `Settings file ${file}: ${configProblemEn(problem)}`,
    portsTaken: (ports) =>
      `The desktop program cannot start: other programs hold the ports ${ports.join(', ')}. Quit them and try again.`,
    alreadyRunning:
      'The desktop program is running already; there is no need to start it. ' +
      'To connect a browser, run main.js pair; to start anew, quit the one that is running first.',
    startFailed: 'The desktop program cannot start. Send the line above to your administrator.',
    usage:
      'Usage: main.js [--config FILE] [--version] [diagnose [--language LANGUAGE] [--json] | pair | pairings | rename ID NAME | revoke ID]\n' +
      '  diagnose  find out what is wrong\n  pair      connect a browser\n  pairings  list the connected browsers\n' +
      '  rename    give a connection another name\n  revoke    end a connection',
    badLanguage: (allowed) => `--language takes ${allowed.join(' or ')} only.`,
    notRunning: 'The desktop program is not running; start it first.',
    notOnWindows: 'This version does not have this command on Windows yet.',
    pairingOpened:
      'Within two minutes, click the extension in the toolbar of the browser and choose "Connect this browser".',
    pairingAsked: (program) =>
      `${program} asks to be connected. Type the six digits that the browser shows into the window that has opened.`,
    paired: (name) => `Connected: ${name}`,
    keepsRunning: 'The desktop program goes on in this terminal; Ctrl+C ends it.',
    noPairings: 'No browser is connected yet.',
    pairing: ({ created, connected }) =>
      `${created === null ? 'set up by the administrator' : `since ${created}`}${connected ? ', in use' : ''}`,
    done: 'Done.',
  },
};

function configProblemZh(problem: ConfigProblem): string {
  switch (problem.kind) {
    case 'missing':
      return '文件不存在。';
    case 'unreadable':
      return '无法读取，请检查文件的权限。';
    case 'notJson':
      return '不是有效的 JSON，请检查括号、引号和逗号。';
    case 'notObject':
      return '最外层应当是一个 JSON 对象（花括号）。';
    case 'schemaVersion':
      return '"schemaVersion" 应当是 1。';
    case 'secretMode':
      return '别的用户也能读取它，请把文件权限改为 0600。';
    case 'secretForm':
      return '内容不是 32 字节的 base64url 密钥。';
    case 'unknownKey':
      return `没有名为 "${problem.key}" 的设置，请检查拼写。`;
    case 'machineOnly':
      return `"${problem.key}" 只能写在管理员的设置文件里，请从这里删除。`;
    case 'badValue':
      return `"${problem.key}" 的值不对，允许的值：${problem.allowed}。`;
  }
}

function configProblemEn(problem: ConfigProblem): string {
  switch (problem.kind) {
    case 'missing':
      return 'the file does not exist.';
    case 'unreadable':
      return 'it cannot be read; check its permissions.';
    case 'notJson':
      return 'not valid JSON; check brackets, quotes and commas.';
    case 'notObject':
      return 'the outermost value must be a JSON object.';
    case 'schemaVersion':
      return '"schemaVersion" must be 1.';
    case 'secretMode':
      return 'other users can read it; change its mode to 0600.';
    case 'secretForm':
      return 'not a key of 32 bytes in base64url.';
    case 'unknownKey':
      return `there is no setting "${problem.key}"; check the spelling.`;
    case 'machineOnly':
      return `only the machine's own file may set "${problem.key}"; remove it here.`;
    case 'badValue':
      return `the value of "${problem.key}" is not allowed; allowed: ${problem.allowed}.`;
  }
}
