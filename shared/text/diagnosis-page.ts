import type { Texts } from './language.js';

/** The links from the portal's page to the portal, in the order in which a login goes through them. */
export const CHAIN_LINKS = ['page', 'extension', 'program', 'driver', 'token', 'validity', 'portal'] as const;
export type ChainLink = (typeof CHAIN_LINKS)[number];

/** How a link stands: `waiting` while it is being checked, `behind` where one before it is broken. */
export type LinkState = 'good' | 'warn' | 'bad' | 'unknown' | 'waiting' | 'behind';

/** What an exported file may hold. */
export const EXPORT_PARTS = ['checks', 'versions', 'hops', 'records', 'company'] as const;
export type ExportPart = (typeof EXPORT_PARTS)[number];

/** The findings in groups. */
export type FindingGroup = 'bad' | 'alarm' | 'warn' | 'info' | 'good';

export interface DiagnosisPageText {
  readonly title: string;
  /** How many of how many checks have told. */
  readonly progress: (done: number, all: number) => string;
  /** When the last run ended, in China's time. */
  readonly ended: (time: string) => string;
  readonly again: string;
  readonly chain: string;
  readonly links: Readonly<Record<ChainLink, string>>;
  readonly states: Readonly<Record<LinkState, string>>;
  /** The first broken link. */
  readonly broken: (link: string) => string;
  /** No link is broken that is known: all are good, some need attention, some are not known. */
  readonly whole: string;
  readonly attention: string;
  readonly gaps: string;
  readonly groups: Readonly<Record<FindingGroup, (count: number) => string>>;
  /** When a check was made, in China's time. */
  readonly checkedAt: (time: string) => string;
  /** Leads to how the findings have changed. */
  readonly history: string;
  readonly support: {
    readonly title: string;
    readonly what: string;
    readonly company: string;
    readonly copy: string;
    readonly copied: string;
    readonly notCopied: string;
    readonly heading: string;
    readonly time: (time: string) => string;
    readonly versions: (extension: string, program: string) => string;
    readonly noProgram: string;
    readonly companies: (names: string) => string;
    readonly firstBroken: (link: string | null) => string;
    /** A finding that is not good: its mark, the check's name and its sentence. */
    readonly line: (mark: string, name: string, sentence: string) => string;
    readonly marks: Readonly<Record<FindingGroup | 'unknown', string>>;
    readonly unconfirmed: (names: readonly string[]) => string;
  };
  readonly export: {
    readonly title: string;
    readonly what: string;
    readonly parts: Readonly<Record<ExportPart, string>>;
    readonly save: string;
    readonly saved: (name: string) => string;
    readonly nothing: string;
    /** Without what comes after it: `YYYYMMDD-HHMM.zip`. */
    readonly fileName: string;
    readonly history: string;
  };
}

export const DIAGNOSIS_PAGE_TEXT: Texts<DiagnosisPageText> = {
  'zh-CN': {
    title: '衡水社保 CA 助手：体检',
    progress: (done, all) => `正在检查：已完成 ${done} 项，共 ${all} 项`,
    ended: (time) => `检查完成：${time}（北京时间）`,
    again: '重新检查',
    chain: '从网页到网报系统',
    links: {
      page: '网页',
      extension: '扩展',
      program: '桌面程序',
      driver: '证书驱动',
      token: '数字证书（USB Key）',
      validity: '证书有效期',
      portal: '网报系统',
    },
    states: {
      good: '正常',
      warn: '需要注意',
      bad: '断开',
      unknown: '未能确认',
      waiting: '正在检查',
      behind: '还没有查看',
    },
    broken: (link) => `断在「${link}」`,
    whole: '从网页到网报系统，每一处都正常。',
    attention: '没有断开的地方，有需要注意的，见下面。',
    gaps: '没有发现断开的地方，有几处未能确认，见下面。',
    groups: {
      bad: (count) => `办不了业务的问题（${count}）`,
      alarm: (count) => `不影响办理业务，请先查看（${count}）`,
      warn: (count) => `需要注意（${count}）`,
      info: (count) => `说明和未能确认（${count}）`,
      good: (count) => `正常（${count}）`,
    },
    checkedAt: (time) => `检查时间：${time}`,
    history: '查看检查结果的变化',
    support: {
      title: '复制给客服',
      what: '下面的文字可以发给客服。里面没有证书口令、证件号码和证书序列号。',
      company: '写上单位名称和代码',
      copy: '复制',
      copied: '已复制，请粘贴到聊天窗口。',
      notCopied: '没有复制成功，请选中上面的文字自己复制。',
      heading: '衡水社保 CA 助手（非官方软件）体检结果',
      time: (time) => `时间：${time}（北京时间）`,
      versions: (extension, program) => `版本：扩展 ${extension}，桌面程序 ${program}`,
      noProgram: '未知',
      companies: (names) => `单位：${names}`,
      firstBroken: (link) => (link === null ? '断开的地方：没有发现' : `第一处断开：${link}`),
      line: (mark, name, sentence) => `[${mark}] ${name}：${sentence}`,
      marks: { bad: '异常', alarm: '查看', warn: '注意', info: '说明', good: '正常', unknown: '未能确认' },
      unconfirmed: (names) => `未能确认：${names.join('、')}`,
    },
    export: {
      title: '保存到文件',
      what: '只保存勾选的内容。任何一项里都没有证书口令、证件号码和签名的内容。',
      parts: {
        checks: '检查结果和变化',
        versions: '版本',
        hops: '消息记录（时间、名称、长度和网站，没有内容）',
        records: '最近 100 次签名的记录（时间、网站、用途和结果）',
        company: '在以上各项里写上单位名称和代码',
      },
      save: '保存',
      saved: (name) => `已保存：${name}`,
      nothing: '请至少勾选一项内容。',
      fileName: '体检-',
      history: '变化（新的在前）',
    },
  },
  en: {
    title: 'Hengshui CA Assistant: Check-up',
    progress: (done, all) => `Checking: ${done} of ${all} done`,
    ended: (time) => `Checked: ${time} (Beijing time)`,
    again: 'Check again',
    chain: 'From the page to the portal',
    links: {
      page: 'Page',
      extension: 'Extension',
      program: 'Desktop program',
      driver: 'Token driver',
      token: 'USB token',
      validity: 'Validity',
      portal: 'Portal',
    },
    states: {
      good: 'fine',
      warn: 'needs attention',
      bad: 'broken',
      unknown: 'not confirmed',
      waiting: 'being checked',
      behind: 'not looked at',
    },
    broken: (link) => `Broken at: ${link}`,
    whole: 'Everything from the page to the portal is fine.',
    attention: 'Nothing is broken; what needs attention is below.',
    gaps: 'Nothing is known to be broken; what could not be confirmed is below.',
    groups: {
      bad: (count) => `Nothing can be filed (${count})`,
      alarm: (count) => `Stops no work, and is to be looked at first (${count})`,
      warn: (count) => `Needs attention (${count})`,
      info: (count) => `Good to know, or not confirmed (${count})`,
      good: (count) => `Fine (${count})`,
    },
    checkedAt: (time) => `Checked at ${time}`,
    history: 'How the findings have changed',
    support: {
      title: 'Copy for support',
      what: 'This text can be sent to support. It holds no token password, no ID number and no serial number of a certificate.',
      company: 'With the company’s name and code',
      copy: 'Copy',
      copied: 'Copied; paste it into the chat.',
      notCopied: 'Not copied; please select the text above and copy it.',
      heading: 'Hengshui CA Assistant (unofficial): check-up',
      time: (time) => `Time: ${time} (Beijing)`,
      versions: (extension, program) => `Versions: extension ${extension}, desktop program ${program}`,
      noProgram: 'not known',
      companies: (names) => `Company: ${names}`,
      firstBroken: (link) => (link === null ? 'Broken: nothing found' : `First broken: ${link}`),
      line: (mark, name, sentence) => `[${mark}] ${name}: ${sentence}`,
      marks: { bad: 'broken', alarm: 'look', warn: 'attention', info: 'info', good: 'ok', unknown: 'not confirmed' },
      unconfirmed: (names) => `Not confirmed: ${names.join(', ')}`,
    },
    export: {
      title: 'Save to a file',
      what: 'Only what is ticked is saved. None of it holds a token password, an ID number or what was signed.',
      parts: {
        checks: 'Findings and how they changed',
        versions: 'Versions',
        hops: 'Messages (times, names, lengths and websites, no content)',
        records: 'The last 100 signatures (times, websites, purposes and outcomes)',
        company: 'With the company’s name and code in these',
      },
      save: 'Save',
      saved: (name) => `Saved: ${name}`,
      nothing: 'Tick at least one of them.',
      fileName: 'check-up-',
      history: 'Changes, newest first',
    },
  },
};
