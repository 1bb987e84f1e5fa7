import type { Reason } from '../protocol/reasons.js';
import type { Language, Texts } from './language.js';

/** What broke, and what mends it: one sentence each. */
export interface ReasonText {
  readonly what: string;
  readonly todo: string;
}

export const REASON_TEXT: Texts<Readonly<Record<Reason, ReasonText>>> = {
  'zh-CN': {
    'bridge.unreachable': { what: '桌面程序没有运行。', todo: '请启动桌面程序，然后再试一次，不用刷新网页。' },
    'bridge.unpaired': {
      what: '这个浏览器还没有和桌面程序连接。',
      todo: '请点浏览器工具栏上的扩展图标，再点「连接浏览器」。',
    },
    'bridge.impostor': {
      what: '桌面程序不认得这个浏览器了，或者有别的程序占用了它的位置。',
      todo: '请在浏览器扩展里点「连接浏览器」；仍然如此，请联系安装本软件的人，查看是哪个程序。',
    },
    'bridge.outdated': { what: '桌面程序的版本太旧，与扩展不配套。', todo: '请联系安装本软件的人，更新桌面程序。' },
    'bridge.disconnected': {
      what: '桌面程序在处理时断开了。',
      todo: '请确认桌面程序正在运行，然后再试一次，不用刷新网页。',
    },
    'extension.outdated': {
      what: '浏览器扩展的版本太旧，与桌面程序不配套。',
      todo: '请联系安装本软件的人，更新浏览器扩展。',
    },
    'extension.updated': { what: '浏览器扩展刚刚更新或被停用。', todo: '请刷新本网页，然后再试一次。' },
    'pairing.busy': { what: '桌面程序正在连接另一个浏览器。', todo: '请先完成或取消那一个，然后再试一次。' },
    'pairing.expired': { what: '两分钟已到，没有连接。', todo: '请在浏览器和桌面程序里都重新开始「连接浏览器」。' },
    'pairing.fixed': { what: '这个连接是管理员设置的，不能在这里改动。', todo: '请联系管理员。' },
    'pairing.full': { what: '桌面程序连接的浏览器已满。', todo: '请先取消一个不再使用的连接，然后再试一次。' },
    'pairing.interrupted': {
      what: '连接没有完成，中途断开了。',
      todo: '请再试一次，连接完成前不要关闭浏览器的连接页面。',
    },
    'pairing.notFound': { what: '这个连接已经不在桌面程序里。', todo: '请重新打开列表查看。' },
    'pairing.notStored': { what: '桌面程序无法保存这项改动。', todo: '请检查磁盘是否已满或不能写入，然后再试一次。' },
    'pairing.refused': { what: '桌面程序里取消了这次连接。', todo: '需要时请重新点「连接浏览器」。' },
    'pairing.revoked': {
      what: '这个浏览器与桌面程序的连接已被取消。',
      todo: '如果还要使用，请在浏览器扩展里点「连接浏览器」。',
    },
    'pairing.tooManyTries': {
      what: '数字输错了三次，没有连接。',
      todo: '请在浏览器和桌面程序里都重新开始「连接浏览器」。',
    },
    'pairing.unreadable': {
      what: '浏览器读不出和桌面程序的连接信息。',
      todo: '请检查电脑磁盘是否已满，再重新启动浏览器。',
    },
    'pairing.untrusted': {
      what: '连接的另一端不是您输入数字的桌面程序，没有连接。',
      todo: '请再试一次；仍然如此，请联系安装本软件的人，检查电脑上的程序。',
    },
    'pairing.wrongDigits': { what: '输入的数字不对。', todo: '请输入浏览器里现在显示的六位数字。' },
    'site.notEnabled': { what: '本网站没有启用证书功能。', todo: '请点浏览器工具栏上的扩展图标，查看本网站的状态。' },
    'site.frameRefused': {
      what: '本网页嵌在没有启用的网站里，为安全起见不提供证书。',
      todo: '请直接打开社保医保网报系统的网址。',
    },
    'site.paused': {
      what: '您已多次拒绝这个网站，桌面程序暂停了它的签名。',
      todo: '如果是您自己要办理，请点浏览器右上角本扩展的图标，再点「立即恢复」。',
    },
    'token.none': { what: '没有找到数字证书。', todo: '请插好河北CA数字证书（USB Key），然后再试一次。' },
    'token.twoDrivers': {
      what: '电脑上有两个驱动都能使用这张数字证书，现在用的是设置里排在前面的一个。',
      todo: '现在可以照常使用；请联系安装本软件的人去掉其中一个。',
    },
    'certificate.none': {
      what: '插入的 USB Key 里没有数字证书。',
      todo: '请确认插入的是单位的河北CA数字证书；仍然如此，请打 400-707-3355 询问。',
    },
    'certificate.noSigning': {
      what: '插入的数字证书不能用来签名。',
      todo: '请确认插入的是单位的河北CA数字证书；仍然如此，请打 400-707-3355 询问。',
    },
    'certificate.noEncryption': {
      what: '插入的数字证书不能用来加密。',
      todo: '如果办事必须用它，请打 400-707-3355 询问。',
    },
    'certificate.notChosen': { what: '还没有选择数字证书。', todo: '请重新登录，或重新点「读取证书」。' },
    'certificate.notFound': { what: '这张数字证书已经不在电脑上。', todo: '请插好原来的数字证书，然后再试一次。' },
    'certificate.otherInTab': {
      what: '这个标签页登录时用的是另一张数字证书，为防止替错单位办理，没有签名。',
      todo: '如果要换证书，请点浏览器右上角本扩展的图标，再点「改用这张证书」。',
    },
    'data.notFound': {
      what: '数字证书里没有网页要读取的数据（例如电子签章）。',
      todo: '请重新登录后再试一次；仍然如此，请打 400-707-3355 询问。',
    },
    'driver.crashed': { what: '证书驱动意外停止，已经自动重启。', todo: '请再试一次；多次出现时请拔下证书重新插入。' },
    'driver.timeout': { what: '证书没有按时应答。', todo: '请拔下证书重新插入，然后再试一次。' },
    'driver.unavailable': {
      what: '证书驱动无法启动。',
      todo: '请重新启动桌面程序；仍然如此，请拔下证书，重新安装「河北CA数字证书助手」。',
    },
    'token.busy': {
      what: '数字证书正被别的程序占用。',
      todo: '请关闭正在使用证书的其他程序（如「河北CA数字证书助手」的窗口），然后再试一次。',
    },
    'module.changed': {
      what: '数字证书的驱动文件在使用中被换过，为安全起见没有使用。',
      todo: '如果刚刚更新过驱动，请重新启动桌面程序；否则请联系安装本软件的人检查。',
    },
    'module.missing': {
      what: '没有找到数字证书的驱动文件。',
      todo: '请先拔下证书，安装「河北CA数字证书助手」并重启电脑；仍然如此，请联系安装本软件的人。',
    },
    'module.notPkcs11': {
      what: '找到的驱动文件不是数字证书的驱动，或者已经损坏。',
      todo: '请先拔下证书，重新安装「河北CA数字证书助手」并重启电脑；仍然如此，请联系安装本软件的人。',
    },
    'module.wrongBitness': {
      what: '数字证书的驱动与桌面程序不配套。',
      todo: '请联系安装本软件的人，换装与桌面程序配套（同为 32 位或 64 位）的驱动。',
    },
    'password.coolDown': {
      what: '连续几次输错证书口令，暂时不再打开口令窗口。',
      todo: '请等 1 到 10 分钟再试一次，先想好口令：再输错，证书可能锁定。证书口令不是网报登录密码。',
    },
    'password.incorrect': { what: '证书口令不对。', todo: '请再试一次，注意大小写；证书口令不是网报登录密码。' },
    'password.locked': {
      what: '证书口令输错次数太多，证书已经锁定。',
      todo: '请登录 www.hebca.com 点「解锁证书」，按流程办理。',
    },
    'password.mustChange': {
      what: '证书要求先修改证书口令。',
      todo: '请在「河北CA数字证书助手」里修改证书口令，然后再试一次。',
    },
    'password.refused': {
      what: '证书没有接受新的证书口令。',
      todo: '请换一个长短合适、不容易猜到的口令，再试一次；原来的证书口令仍然有效。',
    },
    'password.unsure': {
      what: '不能确定证书口令是否已经修改，请先试新的口令。',
      todo: '新的不对，再试原来的；证书没有反应，请拔下重新插入。',
    },
    'prompt.cancelled': { what: '您取消了这次操作，没有签名。', todo: '需要时请再试一次。' },
    'prompt.timeout': {
      what: '桌面程序的窗口等待太久，已经关闭，操作没有完成。',
      todo: '请再试一次，并在窗口出现后及时确认。',
    },
    'prompt.unavailable': {
      what: '桌面程序无法打开自己的窗口，操作没有完成。',
      todo: '请先登录电脑桌面，重新启动桌面程序，然后再试一次；仍然如此，请联系安装本软件的人。',
    },
    'prompt.busy': { what: '桌面程序等待处理的窗口太多。', todo: '请先处理已经打开的窗口。' },
    'sign.keyReused': { what: '网页重复提交了不同的内容，没有签名。', todo: '请刷新网页后再试一次。' },
    'sign.unverified': { what: '证书给出的签名没有通过验证，没有使用。', todo: '请拔下证书重新插入，然后再试一次。' },
    'sign.noGrant': {
      what: '不能为这个网站一次同意多次签名。',
      todo: '请在每次签名时分别同意。',
    },
    'sign.uncertain': {
      what: '不确定上次是否已签成，没有再签。',
      todo: '请先在网站上查看上次的业务是否已经办成；没有办成时，再重新办理。',
    },
    'records.unwritable': {
      what: '签名记录写不进电脑（磁盘已满，或数据文件夹不能写入），为安全起见没有给出签名。',
      todo: '请清理磁盘空间后再试一次；仍然如此，请联系安装本软件的人检查桌面程序的数据文件夹。',
    },
    'vendor.unsupported': { what: '不支持网页要求的这项功能。', todo: '如果办事必须用它，请联系网站的服务人员。' },
    'vendor.malformed': { what: '网页发来的请求无法读懂。', todo: '请刷新网页后再试一次。' },
    'request.invalid': {
      what: '扩展和桌面程序的版本不配套，请求无法处理。',
      todo: '请联系安装本软件的人，更新浏览器扩展和桌面程序。',
    },
    'request.tooLarge': { what: '网页发来的内容太大。', todo: '请减少内容后再试一次。' },
    'request.tooMany': { what: '同时进行的请求太多。', todo: '请等前面的操作完成后再试一次。' },
    'method.unknown': { what: '桌面程序没有这项功能。', todo: '请联系安装本软件的人，更新桌面程序。' },
    internal: { what: '桌面程序内部出错。', todo: '请重新启动桌面程序后再试一次。' },
  },
  en: {
    'bridge.unreachable': {
      what: 'The desktop program is not running.',
      todo: 'Start it and try again; the page need not be reloaded.',
    },
    'bridge.unpaired': {
      what: 'This browser is not connected to the desktop program yet.',
      todo: 'Click the extension in the toolbar, then "Connect this browser".',
    },
    'bridge.impostor': {
      what: 'The desktop program no longer knows this browser, or another program has taken its place.',
      todo: 'Choose "Connect this browser" in the browser extension; if it stays so, ask whoever installed this software which program it is.',
    },
    'bridge.outdated': {
      what: 'The desktop program is too old for this extension.',
      todo: 'Ask whoever installed this software to update the desktop program.',
    },
    'bridge.disconnected': {
      what: 'The desktop program went away during the operation.',
      todo: 'Make sure that it runs and try again; the page need not be reloaded.',
    },
    'extension.outdated': {
      what: 'The browser extension is too old for the desktop program.',
      todo: 'Ask whoever installed this software to update the browser extension.',
    },
    'extension.updated': {
      what: 'The browser extension was just updated or switched off.',
      todo: 'Reload this page and try again.',
    },
    'pairing.busy': {
      what: 'The desktop program is connecting another browser.',
      todo: 'Finish or cancel that one first, then try again.',
    },
    'pairing.expired': {
      what: 'The two minutes are over; nothing was connected.',
      todo: 'Start again in the browser and in the desktop program.',
    },
    'pairing.fixed': {
      what: 'This connection was set up by the administrator and cannot be changed here.',
      todo: 'Ask your administrator.',
    },
    'pairing.full': {
      what: 'The desktop program is connected with as many browsers as it can be.',
      todo: 'Disconnect one that is no longer used, then try again.',
    },
    'pairing.interrupted': {
      what: 'Connecting broke off.',
      todo: "Try again, and leave the browser's page open until it is done.",
    },
    'pairing.notFound': {
      what: 'The desktop program no longer has this connection.',
      todo: 'Open the list again.',
    },
    'pairing.notStored': {
      what: 'The desktop program cannot store this change.',
      todo: 'See whether the disk is full or write-protected, then try again.',
    },
    'pairing.refused': {
      what: 'Connecting was cancelled in the desktop program.',
      todo: 'Start it again when you need it.',
    },
    'pairing.revoked': {
      what: 'The connection between this browser and the desktop program was ended.',
      todo: 'To use it again, choose "Connect this browser" in the browser extension.',
    },
    'pairing.tooManyTries': {
      what: 'The digits were wrong three times; nothing was connected.',
      todo: 'Start again in the browser and in the desktop program.',
    },
    'pairing.unreadable': {
      what: 'The browser cannot read how it is connected to the desktop program.',
      todo: 'See whether the disk is full, then restart the browser.',
    },
    'pairing.untrusted': {
      what: 'The other end is not the desktop program that you typed the digits into; nothing was connected.',
      todo: 'Try again; if it stays so, ask whoever installed this software to check the programs on this computer.',
    },
    'pairing.wrongDigits': {
      what: 'The digits were wrong.',
      todo: 'Type the six digits that the browser shows now.',
    },
    'site.notEnabled': {
      what: 'Certificates are not enabled for this website.',
      todo: 'Click the extension in the toolbar to see the state of this website.',
    },
    'site.frameRefused': {
      what: 'This page is embedded in a website that is not enabled, so no certificate is offered.',
      todo: 'Open the filing portal by its own address.',
    },
    'site.paused': {
      what: 'You have refused this website several times, so the desktop program has paused it.',
      todo: 'If it was you who wanted to sign, click the extension’s icon and choose "Resume now".',
    },
    'token.none': {
      what: 'No token was found.',
      todo: 'Plug in the Hebei CA USB token and try again.',
    },
    'token.twoDrivers': {
      what: 'Two drivers on this computer show this token; the one that comes first in the settings is used.',
      todo: 'You can go on working; ask whoever installed this software to take one of them out.',
    },
    'certificate.none': {
      what: 'The token that is plugged in holds no certificate.',
      todo: "Make sure that it is the company's Hebei CA token; if it stays so, call 400-707-3355.",
    },
    'certificate.noSigning': {
      what: 'The token holds no certificate that can sign.',
      todo: "Make sure that it is the company's Hebei CA token; if it stays so, call 400-707-3355.",
    },
    'certificate.noEncryption': {
      what: 'The token holds no certificate for encryption.',
      todo: 'If your work needs it, call 400-707-3355.',
    },
    'certificate.notChosen': {
      what: 'No certificate has been chosen yet.',
      todo: 'Log in again, or read the certificate again.',
    },
    'certificate.notFound': {
      what: 'This certificate is no longer on the computer.',
      todo: 'Plug in the same token and try again.',
    },
    'certificate.otherInTab': {
      what: 'This tab has logged in with another certificate; nothing was signed, so that no other company is filed for.',
      todo: 'To change the certificate, click the extension’s icon and choose "Use this certificate".',
    },
    'data.notFound': {
      what: 'The token does not hold the data that the page wants (the electronic seal, for example).',
      todo: 'Log in again and retry; if it stays so, call 400-707-3355.',
    },
    'driver.crashed': {
      what: 'The token driver stopped unexpectedly and was restarted.',
      todo: 'Try again; if it happens often, unplug the token and plug it in again.',
    },
    'driver.timeout': {
      what: 'The token did not answer in time.',
      todo: 'Unplug the token, plug it in again and retry.',
    },
    'driver.unavailable': {
      what: 'The token driver cannot be started.',
      todo: 'Restart the desktop program; if it stays so, pull the token out and install the Hebei CA certificate assistant again.',
    },
    'token.busy': {
      what: 'Another program is using the token.',
      todo: 'Close the other programs that use it (such as the windows of the Hebei CA certificate assistant) and try again.',
    },
    'module.changed': {
      what: "The token's driver file was replaced while it was in use; for safety it was not used.",
      todo: 'If the driver was just updated, restart the desktop program; if not, ask whoever installed this software to check.',
    },
    'module.missing': {
      what: "The token's driver file was not found.",
      todo: 'Pull the token out, install the Hebei CA certificate assistant and restart the computer; if it stays so, ask whoever installed this software.',
    },
    'module.notPkcs11': {
      what: 'The driver file that was found is no token driver, or it is damaged.',
      todo: 'Pull the token out, install the Hebei CA certificate assistant again and restart the computer; if it stays so, ask whoever installed this software.',
    },
    'module.wrongBitness': {
      what: "The token's driver does not fit the desktop program.",
      todo: 'Ask whoever installed this software for a driver of the same kind (32-bit or 64-bit) as the desktop program.',
    },
    'password.coolDown': {
      what: 'Wrong token passwords were typed several times in a row, so no password window is opened for now.',
      todo: 'Make sure of the password and try again in one to ten minutes; more wrong ones may lock the token. It is not the portal password.',
    },
    'password.incorrect': {
      what: 'The token password is wrong.',
      todo: 'Try again and mind capital letters; it is not the portal password.',
    },
    'password.locked': {
      what: 'The token is locked after too many wrong token passwords.',
      todo: 'Open www.hebca.com, choose "Unlock certificate" and follow the website.',
    },
    'password.mustChange': {
      what: 'The token wants its password to be changed first.',
      todo: 'Change it in the Hebei CA certificate assistant and try again.',
    },
    'password.refused': {
      what: 'The token did not take the new password.',
      todo: 'Choose one of a fitting length that is hard to guess; the old password still holds.',
    },
    'password.unsure': {
      what: 'It is not certain whether the token password was changed; try the new one first.',
      todo: 'If that is wrong, try the old one; if the token does not answer, unplug it and plug it in again.',
    },
    'prompt.cancelled': {
      what: 'You cancelled this operation; nothing was signed.',
      todo: 'Try again when you need it.',
    },
    'prompt.timeout': {
      what: 'The window of the desktop program waited too long and was closed; nothing was done.',
      todo: 'Try again and answer the window when it appears.',
    },
    'prompt.unavailable': {
      what: 'The desktop program cannot open its window; nothing was done.',
      todo: 'Log in to the desktop of this computer, restart the desktop program and try again; if it stays so, ask whoever installed this software.',
    },
    'prompt.busy': {
      what: 'Too many windows wait for your answer.',
      todo: 'Answer the windows that are open first.',
    },
    'sign.keyReused': {
      what: 'The page sent one request again with other content; nothing was signed.',
      todo: 'Reload the page and try again.',
    },
    'sign.unverified': {
      what: 'The signature that the token gave did not verify and was not used.',
      todo: 'Unplug the token, plug it in again and retry.',
    },
    'sign.noGrant': {
      what: 'Several signatures at once cannot be allowed to this website.',
      todo: 'Agree to each signature by itself.',
    },
    'sign.uncertain': {
      what: 'It is not known whether this was signed before; it was not signed again.',
      todo: 'Look on the website whether it went through; if not, start it anew.',
    },
    'records.unwritable': {
      what: 'The record of signatures cannot be written (the disk is full or the data folder read-only), so no signature was given.',
      todo: 'Free disk space and try again; if it stays so, ask whoever installed this software to check the data folder of the desktop program.',
    },
    'vendor.unsupported': {
      what: 'The page asked for a function that is not supported.',
      todo: 'If your work needs it, ask the service of the website.',
    },
    'vendor.malformed': { what: 'The request of the page cannot be read.', todo: 'Reload the page and try again.' },
    'request.invalid': {
      what: 'The extension and the desktop program do not fit each other.',
      todo: 'Ask whoever installed this software to update the browser extension and the desktop program.',
    },
    'request.tooLarge': { what: 'The request is too large.', todo: 'Reduce it and try again.' },
    'request.tooMany': {
      what: 'Too many requests are under way.',
      todo: 'Wait for the earlier ones and try again.',
    },
    'method.unknown': {
      what: 'The desktop program does not have this function.',
      todo: 'Ask whoever installed this software to update the desktop program.',
    },
    internal: {
      what: 'The desktop program met an internal error.',
      todo: 'Restart the desktop program and try again.',
    },
  },
};

const TRIES_LEFT: Texts<(tries: number) => string> = {
  'zh-CN': (tries) => `还可以试 ${tries} 次。`,
  en: (tries) => `Tries left: ${tries}.`,
};

/** All there is to say in one line, for places with room for one text only (a page's alert). */
export function reasonSentence(language: Language, reason: Reason, retriesLeft?: number): string {
  const { what, todo } = REASON_TEXT[language][reason];
  const tries = retriesLeft === undefined ? [] : [TRIES_LEFT[language](retriesLeft)];
  return [what, ...tries, todo].join(language === 'en' ? ' ' : '');
}
