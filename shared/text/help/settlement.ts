import type { Texts } from '../language.js';
import type { HelpPart, HelpStep } from './page.js';

/** The end of each month's work, whether or not there were changes. */
export const SETTLEMENT_STEPS: Texts<readonly HelpStep[]> = {
  'zh-CN': [
    { text: '点「单位业务」下面的「单位缴费核定」。', whose: 'bureau' },
    { text: '点「核定」，再点一次「核定」。', whose: 'bureau' },
    { text: '点「查询核定结果」。', whose: 'bureau' },
    { text: '点「征集单打印」。', whose: 'bureau' },
    { text: '点「CA签章」。', whose: 'bureau' },
    { text: '点「电子材料上传」。', whose: 'bureau' },
    { text: '打印缴费申报表。', whose: 'bureau' },
    { text: '从税务缴费，怎样缴费按税务的要求。', whose: 'tax' },
  ],
  en: [
    { text: 'Choose unit business, then settlement of contributions.', whose: 'bureau' },
    { text: 'Settle, then settle once more.', whose: 'bureau' },
    { text: 'Query the result.', whose: 'bureau' },
    { text: 'Print the collection slip.', whose: 'bureau' },
    { text: 'Seal it with the certificate.', whose: 'bureau' },
    { text: 'Upload the electronic documents.', whose: 'bureau' },
    { text: 'Print the contribution declaration.', whose: 'bureau' },
    { text: 'Pay through the tax bureau, in the way that it asks for.', whose: 'tax' },
  ],
};

export const SETTLEMENT_NOTE: Texts<HelpPart> = {
  'zh-CN': {
    heading: '该问谁',
    text: '出缴费申报表之前的业务问社保局；出了缴费申报表，缴费的业务问税务局。',
    warning: '做完「电子材料上传」，才能打印缴费申报表。',
  },
  en: {
    heading: 'Whom to ask',
    text: 'Up to the contribution declaration it is a matter of the social insurance bureau; the payment after it is one of the tax bureau.',
    warning: 'The contribution declaration can be printed only after the electronic documents were uploaded.',
  },
};
