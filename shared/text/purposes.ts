import type { Purpose } from '../protocol/purposes.js';
import type { Texts } from './language.js';

/** What a signature is for. */
export const PURPOSE_TEXT: Texts<Readonly<Record<Purpose, string>>> = {
  'zh-CN': {
    login: '登录',
    bind: 'CA绑定',
    submit: '提交申报',
    seal: '征集单签章',
    password: '修改证书口令',
    other: '其他',
  },
  en: {
    login: 'login',
    bind: 'binding the certificate',
    submit: 'filing',
    seal: 'sealing the collection sheet',
    password: 'changing the token password',
    other: 'other',
  },
};
