import { RECORDS_TEXT } from '../records.js';
import type { CheckTexts } from './index.js';

const later = (todo: string) => ({ what: 'Not confirmed.', todo });
const again = later('Choose "Check again".');
const afterProgram = later('Shown once the desktop program is connected.');
const afterToken = later('Shown once the certificate is plugged in.');

export const EN: CheckTexts = {
  checks: {
    system: {
      name: 'Operating system',
      why: 'The portal wants Windows 7 or later.',
      says: {
        supported: ({ name }) => ({ what: `The operating system is fine: ${name}` }),
        windows7: () => ({
          what: 'The operating system is Windows 7: it works, but browsers are not updated for it any more.',
          todo: 'Chrome 109 is the last one for Windows 7, so keep it. A new computer should have Windows 10 or later.',
        }),
        tooOld: ({ name }) => ({
          what: `The operating system is too old: ${name}`,
          todo: 'The portal wants Windows 7 or later: use another computer.',
        }),
        unknown: () => again,
      },
    },
    browser: {
      name: 'Browser',
      why: 'The portal wants Google Chrome.',
      says: {
        chrome: ({ version }) => ({ what: `This is Google Chrome, version ${version}` }),
        chromium: ({ name, version }) => ({
          what: `This is ${name}, version ${version}, of the same kind as Google Chrome`,
          todo: 'It works; if a page looks wrong, use Google Chrome.',
        }),
        tooOld: ({ version }) => ({
          what: `The browser is too old: version ${version}`,
          todo: 'Update it to 109 or later.',
        }),
        unknown: () => again,
      },
    },
    program: {
      name: 'Desktop program',
      why: 'The desktop program uses the certificate; the extension cannot reach it by itself.',
      says: {
        ready: ({ version }) => ({ what: `The desktop program is connected, version ${version}` }),
        failed: () => ({
          what: 'The desktop program did not answer as it should.',
          todo: 'Restart the desktop program, then choose "Check again".',
        }),
        unknown: () => again,
      },
    },
    windows: {
      name: 'Windows of the desktop program',
      why: 'The token password is typed in the desktop program’s own windows alone, and there you agree to each signature.',
      says: {
        ready: () => ({ what: 'The password window and the confirmation window can be opened' }),
        noPassword: () => ({
          what: 'The desktop program cannot open its password window.',
          todo: 'Ask your administrator for help (pinentry is missing).',
        }),
        noConfirm: () => ({
          what: 'The desktop program cannot open its confirmation window.',
          todo: 'Ask your administrator for help (zenity is missing).',
        }),
        unknown: () => afterProgram,
      },
    },
    strangers: {
      name: 'Programs in the way',
      why: 'Where another program has taken the desktop program’s place, the browser may not reach it; an impostor gets no certificate.',
      says: {
        none: () => ({ what: 'No other program is in the desktop program’s place' }),
        ourPort: ({ program, port }) => ({
          what: `Another program has taken the desktop program’s place: ${program} (port ${port})`,
          todo: 'The desktop program uses another place, so it works. If you do not know that program, ask your administrator.',
        }),
        helperPort: ({ program, port }) => ({
          what: `In the place of 河北CA数字证书助手 is: ${program} (port ${port})`,
          todo: 'Nothing changes for this extension. If that is not 河北CA数字证书助手, ask your administrator.',
        }),
        unknown: () => afterProgram,
      },
    },
    driver: {
      name: 'Token driver',
      why: 'Without its driver the computer does not know the token. It comes with 河北CA数字证书助手, which stays installed beside us.',
      says: {
        found: ({ file }) => ({ what: `The token driver was found: ${file}` }),
        none: () => ({
          what: 'No token driver was found.',
          todo: 'Pull the token out, install 河北CA数字证书助手 from www.hebca.com, restart the computer, plug the token in. Keep it installed.',
        }),
        failed: () => ({
          what: 'The token driver does not work as it should.',
          todo: 'Pull the token out and plug it in again; if it stays so, install the driver again.',
        }),
        unknown: () => afterProgram,
      },
    },
    bitness: {
      name: 'Driver fits the program',
      why: 'A 32-bit driver can be used by a 32-bit desktop program alone, and the same with 64 bits.',
      says: {
        match: () => ({ what: 'The driver fits the desktop program' }),
        unknown: () => later('Known once the driver is found.'),
      },
    },
    token: {
      name: 'Certificate',
      why: 'Logging in, filing and sealing need the company’s certificate plugged in.',
      says: {
        present: ({ owner }) => ({ what: `The certificate is there: ${owner}` }),
        demo: ({ owner }) => ({
          what: `This is the demo certificate: ${owner}`,
          todo: 'It is for trying out only. For real filings plug in the company’s certificate.',
        }),
        unresponsive: () => ({
          what: 'The token does not answer.',
          todo: 'Pull it out and plug it in again, then choose "Check again".',
        }),
        failed: () => ({
          what: 'The certificate cannot be read.',
          todo: 'Pull the token out and plug it in again, then choose "Check again".',
        }),
        unknown: () => afterProgram,
      },
    },
    issuer: {
      name: 'Issuer',
      why: 'The portal of Hengshui works with certificates of Hebei CA.',
      says: {
        hebei: ({ issuer }) => ({ what: `Issued by Hebei CA: ${issuer}` }),
        other: ({ issuer }) => ({
          what: `The issuer does not look like Hebei CA: ${issuer}`,
          todo: 'Make sure that the token is the one of Hebei CA; the portal may refuse another.',
        }),
        demo: () => ({ what: 'The demo certificate has a demo issuer' }),
        unknown: () => afterToken,
      },
    },
    validity: {
      name: 'Validity',
      why: 'With an expired certificate you can neither log in nor file; renewing takes two visits to the website of Hebei CA.',
      says: {
        valid: ({ end, days }) => ({ what: `Valid until ${end}, ${days} days left` }),
        within60: ({ end, days }) => ({
          what: `It expires in ${days} days (${end})`,
          todo: 'It can be renewed now: www.hebca.com, 「延期证书」.',
        }),
        within30: ({ end, days }) => ({
          what: `It expires in ${days} days (${end})`,
          todo: 'Renew it soon: www.hebca.com, 「延期证书」. Without it you can neither log in nor file.',
        }),
        within7: ({ end, days }) => ({
          what: days === 0 ? 'It expires today' : `It expires in ${days} days (${end})`,
          todo: 'Renew it today: www.hebca.com, 「延期证书」. Without it you can neither log in nor file.',
        }),
        early: ({ from }) => ({
          what: `It is valid from ${from} on`,
          todo: 'Check the date and time of this computer first.',
        }),
        expired: ({ end }) => ({
          what: `It expired on ${end}`,
          todo: 'Renew it: www.hebca.com, 「延期证书」.',
        }),
        unknown: () => afterToken,
      },
    },
    tries: {
      name: 'Tries of the token password',
      why: 'After some wrong passwords in a row the token locks itself and has to be unlocked by Hebei CA. It is not the portal password.',
      says: {
        enough: () => ({ what: 'The token is not locked' }),
        few: ({ left }) => ({
          what: typeof left === 'number' ? `Tries left for the token password: ${left}` : 'Few tries are left',
          todo: 'Think of the password first, mind capital letters, and do not try the portal password.',
        }),
        last: () => ({
          what: 'One last try is left for the token password',
          todo: 'Another mistake locks the token. If you do not remember the password, have the token unlocked instead.',
        }),
        locked: () => ({ what: 'The token is locked', todo: 'Have it unlocked: www.hebca.com, 「解锁证书」.' }),
        unknown: () => later('This token does not tell how many tries are left; mind capital letters.'),
      },
    },
    initialPassword: {
      name: 'Initial token password',
      why: 'The token password is 123456 at first, so whoever has the token can use it. The portal password is 123456 at first, too, but is another one.',
      says: {
        initial: () => ({
          what: 'The token password is still the initial 123456',
          todo: 'Choose "Change the token password" and make it your own.',
        }),
        unknown: () => later('Known once the token password was typed.'),
      },
    },
    seal: {
      name: 'Electronic seal',
      why: 'Without the social insurance seal in the token, filings are not approved automatically but at the counter.',
      says: {
        present: () => ({ what: 'The token has an electronic seal' }),
        absent: () => ({
          what: 'The token has no electronic seal',
          todo: 'Apply for the social insurance seal for free: www.hebca.com, 「社保用户申请章」.',
        }),
        unknown: () =>
          later(
            'Look into 「我的签章」 of 河北CA数字证书助手. Until that is known there is no need to go to the counter.',
          ),
      },
    },
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
          todo: 'Ask your administrator to correct the policy of the extension.',
        }),
        unknown: () => again,
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
        unknown: () => later('Shown once the website is enabled.'),
      },
    },
    reachable: {
      name: 'The portal opens',
      why: 'Where the portal does not open, nothing can be filed although computer and certificate are fine.',
      says: {
        open: () => ({ what: 'The portal opens' }),
        errorPage: ({ origin }) => ({
          what: `The portal’s page does not open: ${origin}`,
          todo: 'Check the network and try later; at the end of a month the portal may be busy.',
        }),
        unknown: () => later('Open the portal, then choose "Check again".'),
      },
    },
    loopback: {
      name: 'Pages and programs of this computer',
      why: 'Newer browsers keep pages from programs of the computer, so 河北CA数字证书助手 does not work in them; this extension passes on instead.',
      says: {
        relayed: () => ({ what: 'The extension passes on for pages, whatever the browser keeps them from' }),
        allowed: () => ({
          what: 'The browser lets this website connect by itself; the extension passes on all the same',
        }),
        denied: () => ({
          what: 'The browser keeps this website from connecting; the extension passes on, so all works',
        }),
        unknown: () => later('Shown while the portal is open; it does not matter for your work.'),
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
          what: 'A window of the portal was closed right after it had opened, perhaps by antivirus software (「窗口拦截」)',
          todo: 'Switch the blocking of windows off in the antivirus software, then click again on the page.',
        }),
        unknown: () => later('Shown once the website is enabled.'),
      },
    },
    bound: {
      name: 'Bound to the portal',
      why: 'Only a bound certificate can log in; until then log in with account and portal password, then bind it.',
      says: {
        bound: ({ owner }) => ({ what: `Bound: ${owner}` }),
        unbound: () => ({
          what: 'The page says that the certificate is not bound',
          todo: 'Log in with the company’s number and the portal password, open 「CA绑定」, choose 「河北CA」, 「读取证书」, 「保存」.',
        }),
        unknown: () => later('Known once you have logged in by certificate.'),
      },
    },
    pdf: {
      name: 'PDF in the browser',
      why: 'Slips and forms are PDF; what a download manager grabs is often broken.',
      says: {
        shown: () => ({ what: 'PDF opens in the browser' }),
        downloaded: () => ({
          what: 'The browser is set to download PDF instead of opening it',
          todo: 'In the browser’s settings choose "PDF documents", "Open PDFs in Chrome".',
        }),
        unknown: () => again,
      },
    },
    helper: {
      name: '河北CA数字证书助手',
      why: 'The driver and 「我的签章」 come with it, so keep it installed. Logging in and signing are done by our desktop program; it need not run.',
      says: {
        running: () => ({ what: '河北CA数字证书助手 is running' }),
        stopped: () => ({ what: '河北CA数字证书助手 is not running, which does not matter' }),
        absent: () => ({
          what: '河北CA数字证书助手 is not installed',
          todo: 'The driver comes with it: pull the token out, install it from www.hebca.com, restart the computer, plug the token in.',
        }),
        unknown: () => afterProgram,
      },
    },
    excel: {
      name: 'Spreadsheet program',
      why: 'The portal’s manual wants Excel; with this extension it is not needed, and WPS will do.',
      says: {
        installed: () => ({ what: 'A spreadsheet program is installed' }),
        absent: () => ({ what: 'Neither Excel nor WPS is installed; with this extension none is needed' }),
        unknown: () => later('With this extension it is not needed, and WPS will do.'),
      },
    },
    record: {
      name: 'Record of signatures',
      why: 'Each signature is recorded, and a change of the record is found out.',
      says: {
        whole: () => ({ what: 'The record of signatures is whole' }),
        broken: () => RECORDS_TEXT.en.broken,
        unknown: () => again,
      },
    },
  },
};
