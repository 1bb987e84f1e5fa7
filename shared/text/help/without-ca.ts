import type { Texts } from '../language.js';
import type { HelpPage } from './page.js';

export const WITHOUT_CA: Texts<HelpPage> = {
  'zh-CN': {
    title: '用 CA 和不用 CA 的区别',
    summary: '没有河北CA也能申报，但要多次到中心窗口审核。',
    parts: [
      {
        heading: '操作上的区别',
        text: '不用 CA 时，操作和本月流程大体相同，不同的是：',
        list: ['每次用单位编号和网报登录密码登录。', '不用做 CA绑定。', '不能电子签章。'],
      },
      {
        heading: '用 CA 和电子签章',
        text: '人员增减、个人补收、单位缴费核定全程在网上办，不用到中心出单子，自己打印申报表，然后到税务缴费。',
      },
      {
        heading: '不用 CA 的流程',
        steps: [
          { text: '在单位做人员增减。', whose: 'bureau' },
          { text: '带相关材料到中心窗口审核。', whose: 'centre' },
          { text: '审核完成后，回单位做个人补收。', whose: 'bureau' },
          { text: '再到中心窗口审核。', whose: 'centre' },
          { text: '审核完成后，回单位做单位缴费核定。', whose: 'bureau' },
          { text: '再到中心窗口审核、盖章。', whose: 'centre' },
          { text: '到税务缴费。', whose: 'tax' },
        ],
        warning: '提交的业务在「已申报未处理业务」里，要带相关材料到经办机构窗口审核。',
      },
      { heading: '想改用 CA', list: [{ text: '先办一个河北CA证书：', see: 'apply' }] },
    ],
  },
  en: {
    title: 'With and without a certificate',
    summary: 'You can file without a certificate, but have to go to the service centre several times.',
    parts: [
      {
        heading: 'What differs on the website',
        text: 'Without a certificate the steps are much the same, except that:',
        list: [
          'you log in with the unit number and the portal password each time;',
          'nothing is bound;',
          'nothing can be sealed electronically.',
        ],
      },
      {
        heading: 'With a certificate and its seal',
        text: 'Staff changes, arrears and settlement are all done online. You print the declaration yourself and pay through the tax bureau.',
      },
      {
        heading: 'Without a certificate',
        steps: [
          { text: 'Enter the staff changes at your office.', whose: 'bureau' },
          { text: 'Take the documents to the service centre to have them checked.', whose: 'centre' },
          { text: 'Back at your office, enter the arrears.', whose: 'bureau' },
          { text: 'Have them checked at the service centre.', whose: 'centre' },
          { text: 'Back at your office, settle the contributions.', whose: 'bureau' },
          { text: 'Have them checked and stamped at the service centre.', whose: 'centre' },
          { text: 'Pay through the tax bureau.', whose: 'tax' },
        ],
        warning:
          'What you submit is listed as declared and not handled; take the documents to the counter to have it checked.',
      },
      { heading: 'To get a certificate', list: [{ text: 'Get one first:', see: 'apply' }] },
    ],
  },
};
