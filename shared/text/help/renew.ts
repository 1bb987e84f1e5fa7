import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const RENEW: Texts<HelpPage> = {
  'zh-CN': {
    title: '延期',
    summary: '数字证书到期要延期。网上办理要登录网站两次：第一次申请和付款，第二次安装。',
    parts: [
      {
        heading: '第一次：申请和付款',
        steps: [
          '把数字证书插入电脑，登录 www.hebca.com，在首页点「延期证书」，填写申请表。',
          '用微信、支付宝或网银支付数字证书服务费。',
        ],
      },
      {
        heading: '第二次：安装',
        steps: [
          '把数字证书插入电脑，再次登录 www.hebca.com，在首页点「延期证书」。',
          '点「查询延期证书办理情况」。',
          '点「安装证书」。',
        ],
        warning: '付款以后还要再登录一次，安装了证书才算办完。',
      },
      { heading: '电子发票', text: '付款后，在网站首页点「下载电子发票」。' },
      {
        heading: '到现场办理',
        text: '也可以带河北CA数字证书到河北CA当地办事处或衡水市市民中心办理。',
        list: [{ text: '地点和要带的材料：', see: 'counter' }],
      },
    ],
  },
  en: {
    title: 'Renew',
    summary: 'A certificate that ends is renewed. Online it takes two visits: to apply and pay, then to install.',
    parts: [
      {
        heading: 'First visit: apply and pay',
        steps: [
          'Plug in the token, open www.hebca.com, choose renewal on its first page and fill in the form.',
          'Pay the service fee by WeChat, Alipay or online banking.',
        ],
      },
      {
        heading: 'Second visit: install',
        steps: [
          'Plug in the token, open www.hebca.com again and choose renewal on its first page.',
          'Query how the renewal stands.',
          'Install the certificate.',
        ],
        warning:
          'After the payment you have to come back once more: the renewal is done when the certificate is installed.',
      },
      { heading: 'Invoice', text: 'After the payment, the electronic invoice can be downloaded on the first page.' },
      {
        heading: 'At the counter',
        text: 'You can also take the token to the local office of Hebei CA or to the citizens’ centre of Hengshui.',
        list: [{ text: 'Where it is, and what to bring:', see: 'counter' }],
      },
    ],
  },
};
