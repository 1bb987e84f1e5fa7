import type { Language } from '../shared/text/language.js';

/** The catalogue's language for one of the browser's (BCP 47): Chinese for every kind of Chinese, else English. */
export function languageOf(uiLanguage: string): Language {
  return /^zh\b/i.test(uiLanguage) ? 'zh-CN' : 'en';
}
