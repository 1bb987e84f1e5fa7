import type { Texts } from '../language.js';
import { RECORDS_TEXT } from '../records.js';
import type { CheckTexts } from './check-text.js';
import { later, WORDS } from './unconfirmed.js';

export const PROGRAM_TEXT: Texts<
  Pick<CheckTexts, 'program' | 'windows' | 'strangers' | 'driver' | 'bitness' | 'helper' | 'record'>
> = {
  'zh-CN': {
    program: {
      name: '桌面程序',
      why: '数字证书由桌面程序使用，扩展自己不能直接读取。',
      says: {
        ready: ({ version }) => ({ what: `桌面程序已连接，版本 ${version}` }),
        failed: () => ({ what: '桌面程序没有正常应答。', todo: '请重新启动桌面程序，再点「重新检查」。' }),
        unknown: () => WORDS['zh-CN'].again,
      },
    },
    windows: {
      name: '桌面程序的窗口',
      why: '证书口令只在桌面程序自己的窗口里输入，每次签名也在那里由您同意。给安装的人：Linux 上口令窗口由 pinentry 显示，确认窗口由 zenity 显示。',
      says: {
        ready: () => ({ what: '口令窗口和确认窗口都能打开' }),
        noPassword: () => ({
          what: '桌面程序打不开证书口令窗口。',
          todo: '这台电脑少装了显示证书口令窗口的程序，请联系安装本软件的人补装。',
        }),
        noConfirm: () => ({
          what: '桌面程序打不开确认窗口。',
          todo: '这台电脑少装了显示确认窗口的程序，请联系安装本软件的人补装。',
        }),
        unknown: () => WORDS['zh-CN'].afterProgram,
      },
    },
    strangers: {
      name: '占用位置的程序',
      why: '别的程序占用桌面程序的位置时，浏览器可能连不上；冒充的程序得不到任何证书数据。给安装的人：位置编号就是端口号。',
      says: {
        none: () => ({ what: '没有别的程序占用桌面程序的位置' }),
        ourPort: ({ program, port, silent }) => ({
          what: `有别的程序占用了桌面程序的位置${silent ? '，而且没有应答' : ''}：${program || '未能确认的程序'}（位置编号 ${port}）`,
          todo: '桌面程序已换用别的位置，可以照常使用。不认识这个程序时，请把上面一行告诉安装本软件的人。',
        }),
        helperPort: ({ program, port, silent }) => ({
          what: `「河北CA数字证书助手」的位置上是${silent ? '一个没有应答的程序' : ''}：${program || '未能确认的程序'}（位置编号 ${port}）`,
          todo: '用本扩展办理不受影响。如果这不是「河北CA数字证书助手」，请把上面一行告诉安装本软件的人。',
        }),
        silent: ({ port }) => ({
          what: `未能确认：桌面程序的位置（编号 ${port}）没有应答，可能有别的程序占用。`,
          todo: '能正常办理时不用处理；办不了时，请重启电脑，再点「重新检查」。',
        }),
        unknown: () => WORDS['zh-CN'].afterProgram,
      },
    },
    driver: {
      name: '证书驱动',
      why: '没有驱动，电脑认不出数字证书（USB Key）。驱动在「河北CA数字证书助手」里，用我们的桌面程序也要保留它。',
      says: {
        found: ({ file }) => ({ what: `已找到证书驱动：${file}` }),
        demo: () => ({
          what: '没有找到数字证书的驱动，现在只有演示证书',
          todo: '试用不需要驱动。办理业务前请安装「河北CA数字证书助手」：先拔下证书，装好后重启电脑再插上。',
        }),
        none: () => ({
          what: '没有找到数字证书的驱动。',
          todo: '请先拔下证书，从 www.hebca.com 下载安装「河北CA数字证书助手」，重启电脑后再插上证书。装好后不要卸载。',
        }),
        failed: () => ({
          what: '证书驱动没有正常工作。',
          todo: '请拔下证书重新插入；仍然如此，请重新安装「河北CA数字证书助手」（安装前先拔下证书）。',
        }),
        unknown: () => WORDS['zh-CN'].afterProgram,
      },
    },
    bitness: {
      name: '驱动与桌面程序配套',
      why: '32 位的驱动只能由 32 位的桌面程序使用，64 位的也一样。',
      says: {
        match: () => ({ what: '驱动与桌面程序配套' }),
        unknown: () => later('zh-CN', '找到证书驱动后才能确认。'),
      },
    },
    helper: {
      name: '河北CA数字证书助手',
      why: '驱动和「我的签章」都在「河北CA数字证书助手」里，请保留它；登录和签名由我们的桌面程序完成，它不用开着。',
      says: {
        running: () => ({ what: '「河北CA数字证书助手」正在运行' }),
        stopped: () => ({ what: '「河北CA数字证书助手」没有运行，不影响使用' }),
        absent: () => ({
          what: '没有安装「河北CA数字证书助手」',
          todo: '驱动在它里面：请先拔下证书，从 www.hebca.com 下载安装，重启电脑后再插上证书。',
        }),
        unknown: () => WORDS['zh-CN'].afterProgram,
      },
    },
    record: {
      name: '签名记录',
      why: '每次签名都有记录；记录被改动会被发现。',
      says: {
        whole: () => ({ what: '签名记录完整' }),
        broken: () => RECORDS_TEXT['zh-CN'].broken,
        unknown: () => WORDS['zh-CN'].again,
      },
    },
  },
  en: {
    program: {
      name: 'Desktop program',
      why: 'The desktop program uses the certificate; the extension cannot reach it by itself.',
      says: {
        ready: ({ version }) => ({ what: `The desktop program is connected, version ${version}` }),
        failed: () => ({
          what: 'The desktop program did not answer as it should.',
          todo: 'Restart the desktop program, then choose "Check again".',
        }),
        unknown: () => WORDS.en.again,
      },
    },
    windows: {
      name: 'Windows of the desktop program',
      why: 'The token password is typed in the desktop program’s own windows alone, and there you agree to each signature. For whoever installs: on Linux, pinentry shows the password window and zenity the confirmation window.',
      says: {
        ready: () => ({ what: 'The password window and the confirmation window can be opened' }),
        noPassword: () => ({
          what: 'The desktop program cannot open its password window.',
          todo: 'The program that shows it is missing on this computer: ask whoever installed this software to add it.',
        }),
        noConfirm: () => ({
          what: 'The desktop program cannot open its confirmation window.',
          todo: 'The program that shows it is missing on this computer: ask whoever installed this software to add it.',
        }),
        unknown: () => WORDS.en.afterProgram,
      },
    },
    strangers: {
      name: 'Programs in the way',
      why: 'Where another program has taken the desktop program’s place, the browser may not reach it; an impostor gets no certificate. For whoever installs: the number of the place is the port.',
      says: {
        none: () => ({ what: 'No other program is in the desktop program’s place' }),
        ourPort: ({ program, port, silent }) => ({
          what: `Another program${silent ? ', which does not answer,' : ''} has taken the desktop program’s place: ${program || 'one that is not known'} (place ${port})`,
          todo: 'The desktop program uses another place, so it works. If you do not know that program, tell whoever installed this software of the line above.',
        }),
        helperPort: ({ program, port, silent }) => ({
          what: `In the place of the Hebei CA certificate assistant is${silent ? ', without an answer' : ''}: ${program || 'a program that is not known'} (place ${port})`,
          todo: 'Nothing changes for this extension. If that is not the Hebei CA certificate assistant, tell whoever installed this software of the line above.',
        }),
        silent: ({ port }) => ({
          what: `Not confirmed: the desktop program’s place ${port} does not answer; another program may hold it.`,
          todo: 'While your work goes on there is nothing to do; else restart the computer, then choose "Check again".',
        }),
        unknown: () => WORDS.en.afterProgram,
      },
    },
    driver: {
      name: 'Token driver',
      why: 'Without its driver the computer does not know the token. It comes with the Hebei CA certificate assistant, which stays installed beside us.',
      says: {
        found: ({ file }) => ({ what: `The token driver was found: ${file}` }),
        demo: () => ({
          what: 'No token driver was found; there is the demo certificate alone',
          todo: 'Trying out needs none. Before real filings install the Hebei CA certificate assistant with the token pulled out, restart the computer, plug it in.',
        }),
        none: () => ({
          what: 'No token driver was found.',
          todo: 'Pull the token out, install the Hebei CA certificate assistant from www.hebca.com, restart the computer, plug the token in. Keep it installed.',
        }),
        failed: () => ({
          what: 'The token driver does not work as it should.',
          todo: 'Pull the token out and plug it in again; if it stays so, pull the token out and install the Hebei CA certificate assistant again.',
        }),
        unknown: () => WORDS.en.afterProgram,
      },
    },
    bitness: {
      name: 'Driver fits the program',
      why: 'A 32-bit driver can be used by a 32-bit desktop program alone, and the same with 64 bits.',
      says: {
        match: () => ({ what: 'The driver fits the desktop program' }),
        unknown: () => later('en', 'Known once the driver is found.'),
      },
    },
    helper: {
      name: 'Hebei CA certificate assistant',
      why: 'The driver and "My seals" come with it, so keep it installed. Logging in and signing are done by our desktop program; it need not run.',
      says: {
        running: () => ({ what: 'The Hebei CA certificate assistant is running' }),
        stopped: () => ({ what: 'The Hebei CA certificate assistant is not running, which does not matter' }),
        absent: () => ({
          what: 'The Hebei CA certificate assistant is not installed',
          todo: 'The driver comes with it: pull the token out, install it from www.hebca.com, restart the computer, plug the token in.',
        }),
        unknown: () => WORDS.en.afterProgram,
      },
    },
    record: {
      name: 'Record of signatures',
      why: 'Each signature is recorded, and a change of the record is found out.',
      says: {
        whole: () => ({ what: 'The record of signatures is whole' }),
        broken: () => RECORDS_TEXT.en.broken,
        unknown: () => WORDS.en.again,
      },
    },
  },
};
