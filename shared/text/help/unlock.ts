import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';
import { TWO_PASSWORDS } from './two-passwords.js';

export const UNLOCK: Texts<HelpPage> = {
  'zh-CN': {
    title: '解锁',
    summary: '证书口令输错次数太多，数字证书锁定后要解锁。',
    parts: [
      {
        steps: ['登录 www.hebca.com。', '在首页点「解锁证书」。', '按网站的流程办理。'],
      },
      TWO_PASSWORDS['zh-CN'],
    ],
  },
  en: {
    title: 'Unlock',
    summary: 'Too many wrong token passwords have locked the certificate.',
    parts: [
      { steps: ['Open www.hebca.com.', 'Choose unlocking on its first page.', 'Follow the website.'] },
      TWO_PASSWORDS.en,
    ],
  },
};
