import type { Texts } from './language.js';

type StepName =
  | 'changes'
  | 'submit'
  | 'approve'
  | 'review'
  | 'backPay'
  | 'submitBackPay'
  | 'approveBackPay'
  | 'reviewBackPay'
  | 'assess'
  | 'print'
  | 'seal'
  | 'stamp'
  | 'upload'
  | 'forms'
  | 'pay';

type ScreenName =
  | 'home'
  | 'add'
  | 'reduce'
  | 'import'
  | 'backPay'
  | 'unitInfo'
  | 'filings'
  | 'assess'
  | 'levies'
  | 'seals'
  | 'uploads'
  | 'forms';

type ObstacleName =
  | 'nothingToFile'
  | 'nothingFiled'
  | 'fileFirst'
  | 'approvalFirst'
  | 'mendFirst'
  | 'allAssessed'
  | 'assessFirst'
  | 'allUploaded'
  | 'printFirst'
  | 'allSealed'
  | 'needsCounter'
  | 'sealFirst'
  | 'uploadFirst';

/** The month's work on the portal, step by step, in the manual's words. */
export interface MonthText {
  readonly title: string;
  /** `period`: yyyyMM */
  readonly month: (period: string) => string;
  readonly steps: Readonly<Record<StepName, string>>;
  /** What is done in a step, in one sentence. */
  readonly todo: Readonly<Record<StepName, string>>;
  /** The portal's own names of its screens, which are not translated on its pages. */
  readonly screens: Readonly<Record<ScreenName, string>>;
  readonly owners: Readonly<Record<'bureau' | 'counter' | 'tax', string>>;
  /** What to bring where a step is done outside of the page. */
  readonly materials: Readonly<Partial<Record<StepName, string>>>;
  readonly obstacles: Readonly<Record<ObstacleName, string>>;
  readonly states: Readonly<Record<'done' | 'now' | 'later', string>>;
  /** The clerk ticked it. */
  readonly byClerk: string;
  readonly handedIn: string;
  readonly next: (step: string) => string;
  readonly allDone: string;
  readonly where: (screen: string) => string;
  readonly failures: string;
  readonly failure: (serial: string, reason: string) => string;
  /** Where nothing of the month was seen. */
  readonly notSeen: string;
  readonly seen: (time: string) => string;
  readonly tick: (step: string) => string;
  readonly untick: (step: string) => string;
  readonly noChanges: string;
  readonly hasChanges: string;
  readonly open: string;
  readonly openUnit: string;
  readonly fold: string;
  readonly unfold: string;
  readonly of: (done: number, all: number) => string;
}

export const MONTH_TEXT: Texts<MonthText> = {
  'zh-CN': {
    title: '本月办理',
    month: (period) => `${period.slice(0, 4)}年${Number(period.slice(4))}月`,
    steps: {
      changes: '录入人员增减',
      submit: '申报人员增减',
      approve: '等待审批',
      review: '到中心窗口审核',
      backPay: '录入个人补收',
      submitBackPay: '申报个人补收',
      approveBackPay: '等待补收审批',
      reviewBackPay: '到中心窗口审核补收',
      assess: '单位缴费核定',
      print: '征集单打印',
      seal: 'CA签章',
      stamp: '到中心窗口盖章',
      upload: '电子材料上传',
      forms: '打印缴费申报表',
      pay: '到税务局缴费',
    },
    todo: {
      changes: '在「人员业务」里录入新增和减少的人员；没有增减就跳过。',
      submit: '打开「申报提交」，在「未申报业务」里点「CA申报」。',
      approve: '打开「申报提交」，看是否都到了「审批通过业务」。',
      review: '带材料到中心窗口审核，再打开「申报提交」看结果。',
      backPay: '在「单位业务」的「个人补收」里录入。',
      submitBackPay: '打开「申报提交」，把个人补收也点「CA申报」。',
      approveBackPay: '打开「申报提交」，看补收是否都到了「审批通过业务」。',
      reviewBackPay: '带材料到中心窗口审核补收，再打开「申报提交」看结果。',
      assess: '打开「单位缴费核定」，点「核定」，再点「核定」，然后点「查询核定结果」。',
      print: '每一个险种点一次「征集单打印」。',
      seal: '打开「CA签章」，给每张征集单签章。',
      stamp: '带打印好的征集单到中心窗口盖章。',
      upload: '打开「电子材料上传」，每张征集单上传一次。上传完才能打印缴费申报表。',
      forms: '打开「缴费申报表打印」，每一页都打印。',
      pay: '缴费申报表打印后，缴费归税务局管，请按税务局的要求缴费。',
    },
    screens: {
      home: '首页',
      add: '人员新增',
      reduce: '人员减少',
      import: '模板导入',
      backPay: '个人补收',
      unitInfo: '单位信息修改',
      filings: '申报提交',
      assess: '单位缴费核定',
      levies: '征集单打印',
      seals: 'CA签章',
      uploads: '电子材料上传',
      forms: '缴费申报表打印',
    },
    owners: { bureau: '社保局（网上）', counter: '中心窗口', tax: '税务局' },
    materials: {
      review: '带上：人员增减的相关材料。',
      reviewBackPay: '带上：个人补收的相关材料。',
      stamp: '带上：打印好的征集单。',
      pay: '带上：打印好的缴费申报表。',
    },
    obstacles: {
      nothingToFile: '「未申报业务」里没有要申报的业务。',
      nothingFiled: '没有已申报、还没审批的业务。',
      fileFirst: '还有业务没有申报，先在「申报提交」里申报。',
      approvalFirst: '还有业务没有审批，全部审批通过后才能核定。',
      mendFirst: '有业务审批未通过，先修改后重新申报，或者删除。',
      allAssessed: '所有险种都已核定。',
      assessFirst: '还没有核定完，先做「单位缴费核定」。',
      allUploaded: '材料都已上传。',
      printFirst: '先打印征集单，再签章。',
      allSealed: '征集单都已签章。',
      needsCounter: '证书里没有电子签章，不能在网上签章，请到中心窗口盖章。',
      sealFirst: '征集单签章（盖章）后才能上传。',
      uploadFirst: '每张征集单都要先在「电子材料上传」里上传，才能打印缴费申报表。',
    },
    states: { done: '已完成', now: '现在做', later: '以后做' },
    byClerk: '人工确认',
    handedIn: '材料已交（人工确认），等待审核',
    next: (step) => `下一步：${step}`,
    allDone: '本月的步骤都已完成。',
    where: (screen) => `在「${screen}」`,
    failures: '没有通过的业务',
    failure: (serial, reason) => `流水号 ${serial}：${reason}`,
    notSeen: '还没有看到本月的办理情况。打开网报系统并登录后，这里会显示做到哪一步。',
    seen: (time) => `按网页 ${time} 显示的内容`,
    tick: (step) => `「${step}」已办好`,
    untick: (step) => `撤销「${step}」的确认`,
    noChanges: '本月没有人员增减',
    hasChanges: '本月有人员增减',
    open: '查看本月办理',
    openUnit: '打开网报系统',
    fold: '收起',
    unfold: '展开本月步骤',
    of: (done, all) => `${done}/${all}`,
  },
  en: {
    title: "This month's filing",
    month: (period) => `${period.slice(0, 4)}-${period.slice(4)}`,
    steps: {
      changes: 'Enter joiners and leavers',
      submit: 'File joiners and leavers',
      approve: 'Wait for approval',
      review: 'Review at the centre counter',
      backPay: 'Enter back pay',
      submitBackPay: 'File back pay',
      approveBackPay: 'Wait for approval of back pay',
      reviewBackPay: 'Review of back pay at the centre counter',
      assess: 'Assess contributions',
      print: 'Print levy sheets',
      seal: 'Seal with the certificate',
      stamp: 'Stamp at the centre counter',
      upload: 'Upload materials',
      forms: 'Print declaration forms',
      pay: 'Pay at the tax bureau',
    },
    todo: {
      changes: 'Enter who joined and who left; skip this when nobody did.',
      submit: 'Open the page of filings and file everything that is not filed yet.',
      approve: 'Open the page of filings and see whether all are approved.',
      review: 'Take the materials to the centre counter, then look at the page of filings.',
      backPay: 'Enter it on the page of individual back pay.',
      submitBackPay: 'Open the page of filings and file the back pay too.',
      approveBackPay: 'Open the page of filings and see whether the back pay is approved.',
      reviewBackPay: 'Take the materials to the centre counter, then look at the page of filings.',
      assess: 'Open the page of assessment, assess, and ask for the result.',
      print: 'Print the levy sheet of each insurance type.',
      seal: 'Open the page of seals and seal each levy sheet.',
      stamp: 'Take the printed levy sheets to the centre counter.',
      upload: 'Upload each levy sheet. Only then can the declaration forms be printed.',
      forms: 'Print each tab of the declaration forms.',
      pay: 'From here on the tax bureau is in charge: pay as it asks.',
    },
    screens: {
      home: 'Home',
      add: 'Joiners',
      reduce: 'Leavers',
      import: 'Import by template',
      backPay: 'Individual back pay',
      unitInfo: 'Company details',
      filings: 'Filings',
      assess: 'Assessment',
      levies: 'Levy sheets',
      seals: 'Seals',
      uploads: 'Upload of materials',
      forms: 'Declaration forms',
    },
    owners: { bureau: 'Social insurance bureau (online)', counter: 'Centre counter', tax: 'Tax bureau' },
    materials: {
      review: 'Bring: the papers of joiners and leavers.',
      reviewBackPay: 'Bring: the papers of the back pay.',
      stamp: 'Bring: the printed levy sheets.',
      pay: 'Bring: the printed declaration forms.',
    },
    obstacles: {
      nothingToFile: 'There is nothing to file.',
      nothingFiled: 'Nothing is filed and waiting for approval.',
      fileFirst: 'Something is not filed yet: file it first.',
      approvalFirst: 'Something is not approved yet: all must be approved before the assessment.',
      mendFirst: 'Something was not approved: mend and file it again, or delete it.',
      allAssessed: 'All insurance types are assessed.',
      assessFirst: 'Not everything is assessed: do the assessment first.',
      allUploaded: 'All materials are uploaded.',
      printFirst: 'Print the levy sheet before sealing it.',
      allSealed: 'All levy sheets are sealed.',
      needsCounter: 'Without a seal in the certificate the stamp is set at the centre counter.',
      sealFirst: 'A levy sheet is uploaded after it was sealed or stamped.',
      uploadFirst: 'Each levy sheet must be uploaded before the declaration forms can be printed.',
    },
    states: { done: 'Done', now: 'To do now', later: 'Later' },
    byClerk: 'confirmed by hand',
    handedIn: 'Papers handed in (confirmed by hand), waiting for the review',
    next: (step) => `Next: ${step}`,
    allDone: 'All steps of this month are done.',
    where: (screen) => `On the page: ${screen}`,
    failures: 'Filings that did not pass',
    failure: (serial, reason) => `No. ${serial}: ${reason}`,
    notSeen: 'Nothing of this month was seen yet. Open the portal and log in, and this shows how far you are.',
    seen: (time) => `As the pages showed at ${time}`,
    tick: (step) => `Done: ${step}`,
    untick: (step) => `Take back: ${step}`,
    noChanges: 'Nobody joined or left this month',
    hasChanges: 'Somebody joined or left this month',
    open: "See this month's filing",
    openUnit: 'Open the portal',
    fold: 'Fold',
    unfold: "Show this month's steps",
    of: (done, all) => `${done}/${all}`,
  },
};
