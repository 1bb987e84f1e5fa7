import type { Texts } from '../language.js';
import type { CheckTexts } from './check-text.js';
import { later, WORDS } from './unconfirmed.js';

export const TOKEN_TEXT: Texts<
  Pick<CheckTexts, 'token' | 'issuer' | 'validity' | 'tries' | 'initialPassword' | 'seal'>
> = {
  'zh-CN': {
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
        unknown: () => WORDS['zh-CN'].afterProgram,
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
        unknown: () => WORDS['zh-CN'].afterToken,
      },
    },
    validity: {
      name: '有效期',
      why: '证书过期后不能登录和申报；网上延期要登录两次河北CA网站，请提前办理。',
      says: {
        valid: ({ end, days }) => ({ what: `有效期至 ${end}，还有 ${days} 天` }),
        within60: ({ owner, end, days }) => ({
          what: `证书还有 ${days} 天到期（${end}）：${owner}`,
          todo: '请提前办延期：登录 www.hebca.com 点「延期证书」，付款后再登录一次安装证书。',
        }),
        within30: ({ owner, end, days }) => ({
          what: `证书还有 ${days} 天到期（${end}）：${owner}`,
          todo: '请尽快办延期：登录 www.hebca.com 点「延期证书」。过期后不能登录和申报。',
        }),
        within7: ({ owner, end, days }) => ({
          what: days === 0 ? `证书今天到期：${owner}` : `证书只有 ${days} 天就到期（${end}）：${owner}`,
          todo: '请今天就办延期：登录 www.hebca.com 点「延期证书」。过期后不能登录和申报。',
        }),
        otherExpired: ({ owner, end }) => ({
          what: `另一张证书已在 ${end} 过期：${owner}`,
          todo: '要用它办理时，请登录 www.hebca.com 点「延期证书」。',
        }),
        early: ({ owner, from }) => ({
          what: `证书从 ${from} 起才有效：${owner}`,
          todo: '请先检查电脑的日期和时间是否正确。',
        }),
        expired: ({ owner, end }) => ({
          what: `证书已在 ${end} 过期：${owner}`,
          todo: '请登录 www.hebca.com 点「延期证书」，付款后再登录一次安装证书。',
        }),
        unknown: () => WORDS['zh-CN'].afterToken,
      },
    },
    tries: {
      name: '证书口令剩余次数',
      why: '证书口令连续输错几次，证书就会锁定，要到河北CA网站解锁。证书口令不是网报登录密码。',
      says: {
        enough: () => ({ what: '证书口令没有锁定' }),
        accepted: ({ time }) => ({ what: `证书口令没有锁定：${time} 输入的口令正确` }),
        few: ({ left }) => ({
          what: typeof left === 'number' ? `证书口令还可以试 ${left} 次` : '证书口令剩余的次数已不多',
          todo: '请先想好证书口令再输入，注意大小写；不要用网报登录密码去试。',
        }),
        last: () => ({
          what: '证书口令只剩最后一次',
          todo: '再输错证书就会锁定。想不起来时请不要再试，按「解锁证书」办理。',
        }),
        locked: () => ({
          what: '证书已锁定',
          todo: '请登录 www.hebca.com 点「解锁证书」，按流程办理。',
        }),
        unknown: () => later('zh-CN', '这张证书不告诉剩余次数，输入时请注意大小写。'),
      },
    },
    initialPassword: {
      name: '初始证书口令',
      why: '河北CA证书口令初始是 123456，谁拿到证书都能用。网报登录密码初始也是 123456，那是另一个。',
      says: {
        initial: () => ({
          what: '证书口令还是初始的 123456',
          todo: '请点「修改证书口令」，改成自己的证书口令。',
        }),
        changed: ({ time }) => ({ what: `证书口令已在 ${time} 修改，不再是初始的 123456` }),
        own: ({ time }) => ({ what: `证书口令不是初始的 123456：${time} 输入了别的口令，口令正确` }),
        unknown: () => later('zh-CN', '输入过一次证书口令后才知道是不是初始的 123456。'),
      },
    },
    seal: {
      name: '电子签章',
      why: '证书里没有电子签章，提交的业务不能自动审批，要到柜台审批。',
      says: {
        present: () => ({ what: '证书里有电子签章' }),
        absent: () => ({
          what: '证书里没有电子签章',
          todo: '请免费申请：插上证书，登录 www.hebca.com 点「社保用户申请章」。',
        }),
        unknown: () => later('zh-CN', '请在「河北CA数字证书助手」的「我的签章」里查看。没有确认以前不用去柜台。'),
      },
    },
  },
  en: {
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
        unknown: () => WORDS.en.afterProgram,
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
        unknown: () => WORDS.en.afterToken,
      },
    },
    validity: {
      name: 'Validity',
      why: 'With an expired certificate you can neither log in nor file; renewing takes two visits to the website of Hebei CA.',
      says: {
        valid: ({ end, days }) => ({ what: `Valid until ${end}, ${days} days left` }),
        within60: ({ owner, end, days }) => ({
          what: `The certificate expires in ${days} days (${end}): ${owner}`,
          todo: 'It can be renewed now: www.hebca.com, "Renew certificate"; after the payment come back once more to install it.',
        }),
        within30: ({ owner, end, days }) => ({
          what: `The certificate expires in ${days} days (${end}): ${owner}`,
          todo: 'Renew it soon: www.hebca.com, "Renew certificate". Without it you can neither log in nor file.',
        }),
        within7: ({ owner, end, days }) => ({
          what:
            days === 0
              ? `The certificate expires today: ${owner}`
              : `The certificate expires in ${days} days (${end}): ${owner}`,
          todo: 'Renew it today: www.hebca.com, "Renew certificate". Without it you can neither log in nor file.',
        }),
        otherExpired: ({ owner, end }) => ({
          what: `Another certificate expired on ${end}: ${owner}`,
          todo: 'Renew it before you use it: www.hebca.com, "Renew certificate".',
        }),
        early: ({ owner, from }) => ({
          what: `The certificate is valid from ${from} on: ${owner}`,
          todo: 'Check the date and time of this computer first.',
        }),
        expired: ({ owner, end }) => ({
          what: `The certificate expired on ${end}: ${owner}`,
          todo: 'Renew it: www.hebca.com, "Renew certificate"; after the payment come back once more to install it.',
        }),
        unknown: () => WORDS.en.afterToken,
      },
    },
    tries: {
      name: 'Tries of the token password',
      why: 'After some wrong token passwords in a row the token locks itself and has to be unlocked by Hebei CA. It is not the portal password.',
      says: {
        enough: () => ({ what: 'The token is not locked' }),
        accepted: ({ time }) => ({ what: `The token is not locked: it took its password at ${time} (Beijing)` }),
        few: ({ left }) => ({
          what:
            typeof left === 'number'
              ? `Tries left for the token password: ${left}`
              : 'Few tries are left for the token password',
          todo: 'Think of the password first, mind capital letters, and do not try the portal password.',
        }),
        last: () => ({
          what: 'One last try is left for the token password',
          todo: 'Another mistake locks the token. If you do not remember the password, have the token unlocked instead.',
        }),
        locked: () => ({ what: 'The token is locked', todo: 'Have it unlocked: www.hebca.com, "Unlock certificate".' }),
        unknown: () => later('en', 'This token does not tell how many tries are left; mind capital letters.'),
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
        changed: ({ time }) => ({
          what: `The token password was changed at ${time} (Beijing) and is not the initial 123456`,
        }),
        own: ({ time }) => ({
          what: `The token password is not the initial 123456: the token took another at ${time} (Beijing)`,
        }),
        unknown: () => later('en', 'Known once the token password was typed.'),
      },
    },
    seal: {
      name: 'Electronic seal',
      why: 'Without an electronic seal in the token, filings are not approved automatically but at the counter.',
      says: {
        present: () => ({ what: 'The token has an electronic seal' }),
        absent: () => ({
          what: 'The token has no electronic seal',
          todo: 'Apply for it for free: plug in the token, open www.hebca.com and choose the seal for users of social insurance.',
        }),
        unknown: () =>
          later(
            'en',
            'Look into "My seals" of the Hebei CA certificate assistant. Until that is known there is no need to go to the counter.',
          ),
      },
    },
  },
};
