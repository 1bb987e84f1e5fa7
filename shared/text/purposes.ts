import { isPurpose, type Purpose } from '../protocol/purposes.js';
import type { Language, Texts } from './language.js';

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
    seal: 'sealing the collection slip',
    password: 'changing the token password',
    other: 'other',
  },
};

/** The words for a recorded purpose; one that a later version has written is told as it stands. */
export function purposeText(language: Language, purpose: string): string {
  return isPurpose(purpose) ? PURPOSE_TEXT[language][purpose] : purpose;
}
