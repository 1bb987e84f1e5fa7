import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const REPLACE: Texts<HelpPage> = {
  'zh-CN': {
    title: '补办',
    summary: '数字证书丢失后补办。',
    parts: [
      {
        steps: ['登录 www.hebca.com。', '在首页点「补办证书」。', '按网站的流程办理。'],
      },
      { heading: '还在手边，只是锁定了', list: [{ text: '解锁就可以，不用补办。', see: 'unlock' }] },
    ],
  },
  en: {
    title: 'Replace',
    summary: 'For a certificate that was lost.',
    parts: [
      { steps: ['Open www.hebca.com.', 'Choose replacement on its first page.', 'Follow the website.'] },
      { heading: 'Not lost, only locked', list: [{ text: 'Unlock it; it need not be replaced.', see: 'unlock' }] },
    ],
  },
};
