import { RECORDS_TEXT } from '../records.js';
import type { CheckTexts } from './index.js';

const later = (todo: string) => ({ what: '未能确认。', todo });
const again = later('请点「重新检查」。');
const afterProgram = later('连接桌面程序后才能查看。');

export const ZH_CN: CheckTexts = {
  checks: {
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
        unknown: () => again,
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
          todo: '请把浏览器更新到 109 或更新的版本。',
        }),
        unknown: () => again,
      },
    },
    program: {
      name: '桌面程序',
      why: '数字证书由桌面程序使用，扩展自己不能直接读取。',
      says: {
        ready: ({ version }) => ({ what: `桌面程序已连接，版本 ${version}` }),
        failed: () => ({ what: '桌面程序没有正常应答。', todo: '请重新启动桌面程序，再点「重新检查」。' }),
        unknown: () => again,
      },
    },
    windows: {
      name: '桌面程序的窗口',
      why: '证书口令只在桌面程序自己的窗口里输入，每次签名也在那里由您同意。',
      says: {
        ready: () => ({ what: '口令窗口和确认窗口都能打开' }),
        noPassword: () => ({ what: '桌面程序打不开证书口令窗口。', todo: '请联系管理员（缺少 pinentry）。' }),
        noConfirm: () => ({ what: '桌面程序打不开确认窗口。', todo: '请联系管理员（缺少 zenity）。' }),
        unknown: () => afterProgram,
      },
    },
    strangers: {
      name: '占用位置的程序',
      why: '别的程序占用桌面程序的位置时，浏览器可能连不上；冒充的程序得不到任何证书数据。',
      says: {
        none: () => ({ what: '没有别的程序占用桌面程序的位置' }),
        ourPort: ({ program, port }) => ({
          what: `有别的程序占用了桌面程序的位置：${program}（端口 ${port}）`,
          todo: '桌面程序已换用别的位置，可以照常使用。不认识这个程序时，请联系管理员。',
        }),
        helperPort: ({ program, port }) => ({
          what: `「河北CA数字证书助手」的位置上是：${program}（端口 ${port}）`,
          todo: '用本扩展办理不受影响。如果这不是「河北CA数字证书助手」，请联系管理员查看。',
        }),
        unknown: () => afterProgram,
      },
    },
    driver: {
      name: '证书驱动',
      why: '没有驱动，电脑认不出数字证书（USB Key）。驱动在「河北CA数字证书助手」里，用我们的桌面程序也要保留它。',
      says: {
        found: ({ file }) => ({ what: `已找到证书驱动：${file}` }),
        none: () => ({
          what: '没有找到数字证书的驱动。',
          todo: '请先拔下证书，从 www.hebca.com 下载安装「河北CA数字证书助手」，重启电脑后再插上证书。装好后不要卸载。',
        }),
        failed: () => ({ what: '证书驱动没有正常工作。', todo: '请拔下证书重新插入；仍然如此，请重新安装驱动。' }),
        unknown: () => afterProgram,
      },
    },
    bitness: {
      name: '驱动与桌面程序配套',
      why: '32 位的驱动只能由 32 位的桌面程序使用，64 位的也一样。',
      says: {
        match: () => ({ what: '驱动与桌面程序配套' }),
        unknown: () => later('找到证书驱动后才能确认。'),
      },
    },
    token: {
      name: '数字证书',
      why: '登录、申报和签章都要插着单位的数字证书。',
      says: {
        present: ({ owner }) => ({ what: `数字证书已插好：${owner}` }),
        demo: ({ owner }) => ({
          what: `现在是演示证书：${owner}`,
          todo: '演示证书只供试用，不能办理真实业务。办理业务请插入单位的河北CA数字证书。',
        }),
        unresponsive: () => ({ what: '数字证书没有应答。', todo: '请拔下证书重新插入，再点「重新检查」。' }),
        failed: () => ({ what: '读不出数字证书。', todo: '请拔下证书重新插入，再点「重新检查」。' }),
        unknown: () => afterProgram,
      },
    },
    issuer: {
      name: '颁发机构',
      why: '衡水社保医保网报系统绑定和登录用的是河北CA的数字证书。',
      says: {
        hebei: ({ issuer }) => ({ what: `由河北CA颁发：${issuer}` }),
        other: ({ issuer }) => ({
          what: `颁发机构不像是河北CA：${issuer}`,
          todo: '请确认插的是河北CA数字证书；网报系统可能不认别的证书。',
        }),
        demo: () => ({ what: '演示证书由演示机构颁发' }),
        unknown: () => later('插好证书后才能查看。'),
      },
    },
    validity: {
      name: '有效期',
      why: '证书过期后不能登录和申报；网上延期要登录两次河北CA网站，请提前办理。',
      says: {
        valid: ({ end, days }) => ({ what: `有效期至 ${end}，还有 ${days} 天` }),
        within60: ({ end, days }) => ({
          what: `还有 ${days} 天到期（${end}）`,
          todo: '可以办延期了：登录 www.hebca.com 点「延期证书」。',
        }),
        within30: ({ end, days }) => ({
          what: `还有 ${days} 天到期（${end}）`,
          todo: '请尽快办延期：登录 www.hebca.com 点「延期证书」。过期后不能登录和申报。',
        }),
        within7: ({ end, days }) => ({
          what: days === 0 ? '证书今天到期' : `只有 ${days} 天就到期（${end}）`,
          todo: '请今天就办延期：登录 www.hebca.com 点「延期证书」。过期后不能登录和申报。',
        }),
        early: ({ from }) => ({
          what: `证书从 ${from} 起才有效`,
          todo: '请先检查电脑的日期和时间是否正确。',
        }),
        expired: ({ end }) => ({
          what: `证书已在 ${end} 过期`,
          todo: '请登录 www.hebca.com 点「延期证书」，按流程办理。',
        }),
        unknown: () => later('插好证书后才能查看。'),
      },
    },
    tries: {
      name: '证书口令剩余次数',
      why: '证书口令连续输错几次，证书就会锁定，要到河北CA网站解锁。证书口令不是网报登录密码。',
      says: {
        enough: () => ({ what: '证书口令没有锁定' }),
        few: ({ left }) => ({
          what: typeof left === 'number' ? `证书口令还可以试 ${left} 次` : '证书口令剩余的次数已不多',
          todo: '请先想好口令再输入，注意大小写；不要用网报登录密码去试。',
        }),
        last: () => ({
          what: '证书口令只剩最后一次',
          todo: '再输错证书就会锁定。想不起来时请不要再试，按「解锁证书」办理。',
        }),
        locked: () => ({
          what: '证书已锁定',
          todo: '请登录 www.hebca.com 点「解锁证书」，按流程办理。',
        }),
        unknown: () => later('这张证书不告诉剩余次数，输入时请注意大小写。'),
      },
    },
    initialPassword: {
      name: '初始证书口令',
      why: '河北CA证书口令初始是 123456，谁拿到证书都能用。网报登录密码初始也是 123456，那是另一个。',
      says: {
        initial: () => ({
          what: '证书口令还是初始的 123456',
          todo: '请点「修改证书口令」改成自己的口令。',
        }),
        unknown: () => later('输入过一次证书口令后才知道是不是初始的 123456。'),
      },
    },
    seal: {
      name: '电子印章',
      why: '证书里没有社保专用章，提交的业务不能自动审批，要到柜台审批。',
      says: {
        present: () => ({ what: '证书里有电子印章' }),
        absent: () => ({
          what: '证书里没有电子印章',
          todo: '请免费申请社保专用章：登录 www.hebca.com 点「社保用户申请章」。',
        }),
        unknown: () => later('请在「河北CA数字证书助手」的「我的签章」里查看。没有确认以前不用去柜台。'),
      },
    },
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
          todo: '请联系管理员修改浏览器扩展的策略。',
        }),
        unknown: () => again,
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
        unknown: () => later('启用网站后才能查看。'),
      },
    },
    reachable: {
      name: '网报系统能否打开',
      why: '网报系统打不开时，证书和电脑都没有问题也办不了业务。',
      says: {
        open: () => ({ what: '网报系统可以打开' }),
        errorPage: ({ origin }) => ({
          what: `网报系统的网页打不开：${origin}`,
          todo: '请检查网络，过一会儿再试；月底办理的人多，也可能是网站繁忙。',
        }),
        unknown: () => later('请打开网报系统，再点「重新检查」。'),
      },
    },
    loopback: {
      name: '网页与本机程序的连接',
      why: '新版浏览器不让网页直接连接电脑上的程序，所以「河北CA数字证书助手」在浏览器里不能用；本扩展代为转接。',
      says: {
        relayed: () => ({ what: '网页由本扩展转接，不受浏览器限制' }),
        allowed: () => ({ what: '浏览器允许这个网站直接连接，本扩展同样转接' }),
        denied: () => ({ what: '浏览器不让这个网站直接连接；由本扩展转接，可以照常使用' }),
        unknown: () => later('打开网报系统后才能查看；不影响使用。'),
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
          what: '网报系统的窗口刚打开就被关闭了，可能是杀毒软件的「窗口拦截」',
          todo: '请在杀毒软件里关闭「窗口拦截」功能，再回到网页上重新点一次。',
        }),
        unknown: () => later('启用网站后才能查看。'),
      },
    },
    bound: {
      name: 'CA绑定',
      why: '证书绑定以后才能用河北CA登录；没有绑定时先用账号和网报登录密码登录，再做CA绑定。',
      says: {
        bound: ({ owner }) => ({ what: `已绑定：${owner}` }),
        unbound: () => ({
          what: '网页说：证书未绑定',
          todo: '请用单位编号和网报登录密码登录，再点「CA绑定」，选「河北CA」，点「读取证书」，点「保存」。',
        }),
        unknown: () => later('用河北CA登录一次后就知道了。'),
      },
    },
    pdf: {
      name: 'PDF 在浏览器里打开',
      why: '征集单和申报表是 PDF；被别的下载软件抢走的文件常常是坏的。',
      says: {
        shown: () => ({ what: 'PDF 在浏览器里打开' }),
        downloaded: () => ({
          what: '浏览器设置成了下载 PDF，不直接打开',
          todo: '请在浏览器的设置里打开「PDF 文档」，选「在 Chrome 中打开 PDF 文件」。',
        }),
        unknown: () => again,
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
        unknown: () => afterProgram,
      },
    },
    excel: {
      name: '表格软件',
      why: '网报系统的说明要求安装 Excel；用本扩展不需要，WPS 也可以。',
      says: {
        installed: () => ({ what: '已安装表格软件' }),
        absent: () => ({ what: '没有安装 Excel 或 WPS，用本扩展不需要' }),
        unknown: () => later('用本扩展不需要，WPS 也可以。'),
      },
    },
    record: {
      name: '签名记录',
      why: '每次签名都有记录；记录被改动会被发现。',
      says: {
        whole: () => ({ what: '签名记录完整' }),
        broken: () => RECORDS_TEXT['zh-CN'].broken,
        unknown: () => again,
      },
    },
  },
};
