import type { Language, Texts } from '../language.js';
import type { Said } from './check-text.js';

const NOT_CONFIRMED: Texts<string> = { 'zh-CN': '未能确认。', en: 'Not confirmed.' };

/** What is said of what nobody has told, with what makes it known. */
export function later(language: Language, todo: string): Said {
  return { what: NOT_CONFIRMED[language], todo };
}

export const WORDS: Texts<Readonly<Record<'again' | 'afterProgram' | 'afterToken', Said>>> = {
  'zh-CN': {
    again: { what: '未能确认。', todo: '请点「重新检查」。' },
    afterProgram: { what: '未能确认。', todo: '连接桌面程序后才能查看。' },
    afterToken: { what: '未能确认。', todo: '插好证书后才能查看。' },
  },
  en: {
    again: { what: 'Not confirmed.', todo: 'Choose "Check again".' },
    afterProgram: { what: 'Not confirmed.', todo: 'Shown once the desktop program is connected.' },
    afterToken: { what: 'Not confirmed.', todo: 'Shown once the certificate is plugged in.' },
  },
};
