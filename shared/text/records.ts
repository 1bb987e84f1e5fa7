import type { JournalFinding } from '../protocol/journal-verify.js';
import type { Texts } from './language.js';
import type { ReasonText } from './reasons.js';

export interface RecordsText {
  readonly title: string;
  readonly asking: string;
  readonly none: string;
  /** Opens the page of all records. */
  readonly all: string;
  readonly details: string;
  readonly code: string;
  readonly seq: string;
  readonly consent: string;
  readonly certificate: string;
  readonly time: string;
  readonly owner: string;
  readonly site: string;
  readonly purpose: string;
  readonly outcome: string;
  /** In the place of a purpose that is not known. */
  readonly noPurpose: string;
  /** The record is not the one that this browser saw before. */
  readonly broken: ReasonText;
  /** Takes the record as it is from now on: a summary, what that means, and the button. */
  readonly accept: { readonly know: string; readonly means: string; readonly button: string };
  /** Of an outcome that is not known. */
  readonly unknown: string;

  readonly search: string;
  /** What the search looks at. */
  readonly searched: string;
  readonly from: string;
  readonly to: string;
  readonly find: string;
  readonly clear: string;
  readonly searching: (examined: number, found: number) => string;
  readonly found: (examined: number, found: number) => string;
  readonly stopped: (examined: number, found: number) => string;
  readonly stop: string;
  readonly goOn: string;
  readonly older: string;
  readonly newer: string;
  readonly show: string;

  readonly verify: string;
  readonly verifying: string;
  readonly intact: string;
  readonly damaged: (count: number) => string;
  readonly damagedTodo: string;
  /** In the place of a count that is too long to list. */
  readonly first: (count: number) => string;
  readonly finding: (finding: JournalFinding) => string;

  readonly save: string;
  readonly saving: (count: number) => string;
  readonly saved: (count: number) => string;
  /** Name of the file; `day` is `2026-11-24`. */
  readonly fileName: (day: string) => string;
}

export const RECORDS_TEXT: Texts<RecordsText> = {
  'zh-CN': {
    title: '签名记录',
    asking: '正在读取签名记录…',
    none: '还没有签名记录。',
    all: '查看全部记录',
    details: '详细',
    code: '校验码',
    seq: '序号',
    consent: '同意方式',
    certificate: '证书编号',
    time: '时间（北京）',
    owner: '证书所有者',
    site: '网站',
    purpose: '用途',
    outcome: '结果',
    noPurpose: '用途没有记录',
    broken: {
      what: '签名记录少了末尾的部分，或者被重新写过。',
      todo: '刚恢复过备份或换过电脑时会这样；否则可能有人动过记录。请在签名记录的页面点「检查记录」，看是哪里，并告诉管理员。',
    },
    accept: {
      know: '已经查清原因',
      means: '以后按现在的签名记录核对，不再提示这一次。原来缺少的部分找不回来，请先告诉管理员。',
      button: '从现在起重新核对',
    },
    unknown: '正在签名，或桌面程序当时意外停止。',

    search: '查找记录',
    searched: '证书所有者、网站、用途或校验码',
    from: '从',
    to: '到',
    find: '查找',
    clear: '清除条件',
    searching: (examined, found) => `正在查找：已查看 ${examined} 条，找到 ${found} 条…`,
    found: (examined, found) => `已查看 ${examined} 条，找到 ${found} 条。`,
    stopped: (examined, found) => `已停止：查看了 ${examined} 条，找到 ${found} 条。`,
    stop: '停止',
    goOn: '继续查找',
    older: '显示更早的记录',
    newer: '有新的签名记录。',
    show: '显示',

    verify: '检查记录',
    verifying: '正在检查…',
    intact: '记录完整，没有被改动。',
    damaged: (count) => `发现 ${count} 处问题`,
    damagedTodo: '请不要改动或删除这些文件，并告诉管理员：它们在桌面程序数据文件夹的 journal 里。',
    first: (count) => `发现的问题很多，下面是前 ${count} 处`,
    finding: findingInChinese,

    save: '导出表格',
    saving: (count) => `正在导出：已读取 ${count} 条…`,
    saved: (count) => `已导出 ${count} 条，请在浏览器的下载里查看。`,
    fileName: (day) => `签名记录-${day}.csv`,
  },
  en: {
    title: 'Record of signatures',
    asking: 'Reading the record…',
    none: 'No signature has been recorded yet.',
    all: 'Show all records',
    details: 'Details',
    code: 'Check code',
    seq: 'No.',
    consent: 'Consent',
    certificate: 'Certificate id',
    time: 'Time (Beijing)',
    owner: 'Certificate owner',
    site: 'Website',
    purpose: 'Purpose',
    outcome: 'Outcome',
    noPurpose: 'purpose not recorded',
    broken: {
      what: 'The record of signatures has lost its end, or was written anew.',
      todo: 'This happens after a backup was restored or the computer changed; otherwise somebody may have altered it. Choose "Check the record" on the page of all records to see where, and tell your administrator.',
    },
    accept: {
      know: 'The cause is known',
      means:
        'From now on the record is compared with what it is now, and this is not told again. What is missing stays missing: tell your administrator first.',
      button: 'Start over from now',
    },
    unknown: 'It is being signed, or the desktop program stopped unexpectedly.',

    search: 'Search the record',
    searched: 'Owner, website, purpose or check code',
    from: 'From',
    to: 'To',
    find: 'Search',
    clear: 'Clear',
    searching: (examined, found) => `Searching: ${examined} looked at, ${found} found…`,
    found: (examined, found) => `${examined} looked at, ${found} found.`,
    stopped: (examined, found) => `Stopped: ${examined} looked at, ${found} found.`,
    stop: 'Stop',
    goOn: 'Go on',
    older: 'Show older records',
    newer: 'There are new records.',
    show: 'Show',

    verify: 'Check the record',
    verifying: 'Checking…',
    intact: 'The record is complete and was not altered.',
    damaged: (count) => (count === 1 ? '1 problem was found' : `${count} problems were found`),
    damagedTodo:
      'Do not change or delete these files, and tell your administrator: they lie in the folder journal of the desktop program’s data.',
    first: (count) => `Many problems were found; these are the first ${count}`,
    finding: findingInEnglish,

    save: 'Export as a table',
    saving: (count) => `Exporting: ${count} read…`,
    saved: (count) => `${count} exported; see the browser’s downloads.`,
    fileName: (day) => `record-of-signatures-${day}.csv`,
  },
};

function findingInChinese({ kind, file, line, seq, repaired }: JournalFinding): string {
  const place = `文件 ${file} 第 ${line} 行`;
  const number = seq === null ? '' : `（序号 ${seq}）`;
  const sentence = {
    torn: `${place}没有写完，多半是因为突然断电。`,
    edited: `${place}${number}被改动过。`,
    moved: `${place}${number}不在原来的位置。`,
    missing: `${place}之前少了记录${seq === null ? '' : `，从序号 ${seq} 起`}。`,
    rewritten:
      file === '' ? `序号 ${seq} 与这个浏览器以前看到的不同：记录被重新写过。` : `文件 ${file} 不是桌面程序写的。`,
    cutTail: `末尾的记录不见了，从序号 ${seq} 起。`,
  }[kind];
  return repaired ? `${sentence}桌面程序已经发现，原样保留并另起了新文件。` : sentence;
}

function findingInEnglish({ kind, file, line, seq, repaired }: JournalFinding): string {
  const place = `Line ${line} of the file ${file}`;
  const number = seq === null ? '' : ` (no. ${seq})`;
  const sentence = {
    torn: `${place} was not written to its end, most likely for a loss of power.`,
    edited: `${place}${number} was altered.`,
    moved: `${place}${number} is not in its place.`,
    missing: `Before line ${line} of the file ${file} records are missing${seq === null ? '' : `, from no. ${seq} on`}.`,
    rewritten:
      file === ''
        ? `No. ${seq} is not what this browser saw before: the record was written anew.`
        : `The file ${file} was not written by the desktop program.`,
    cutTail: `The end of the record is gone, from no. ${seq} on.`,
  }[kind];
  return repaired ? `${sentence} The desktop program has noticed, left it as it is and begun a new file.` : sentence;
}
