import type { Texts } from '../language.js';
import type { ReasonText } from '../reasons.js';

export interface LightText {
  readonly ready: ReasonText;
  /** Nothing is wrong that is known, and not much is known. */
  readonly unknown: ReasonText;
  /** Something that has to be known could not be told. */
  readonly unsure: ReasonText;
  /** All is ready, with the demo certificate alone. */
  readonly demo: ReasonText;
  readonly checking: string;
  /** What is shown is so many minutes old, and being asked for anew. */
  readonly stale: (minutes: number) => string;
  readonly others: (count: number) => string;
  readonly why: string;
  readonly diagnosis: string;
  readonly help: string;
  readonly settings: string;
  readonly start: string;
  /** Over the toolbar's button, by the traffic light. */
  readonly button: Readonly<Record<'ready' | 'attention' | 'alarm' | 'broken' | 'unknown', string>>;
}

export const LIGHT_TEXT: Texts<LightText> = {
  'zh-CN': {
    ready: { what: '一切就绪', todo: '可以登录网报系统办理业务。' },
    unknown: { what: '还没有检查', todo: '请点「重新检查」。' },
    unsure: { what: '有几项未能确认', todo: '请点「重新检查」；仍然如此，请打开「体检」看是哪一项。' },
    demo: { what: '演示证书：一切就绪', todo: '可以试用，不能办理真实业务。' },
    checking: '正在检查…',
    stale: (minutes) => (minutes < 1 ? '刚才的结果，正在重新检查…' : `${ago(minutes)}的结果，正在重新检查…`),
    others: (count) => `还有 ${count} 项需要注意`,
    why: '为什么',
    diagnosis: '体检',
    help: '帮助',
    settings: '记录与设置',
    start: '开始使用',
    button: {
      ready: '衡水社保 CA 助手：一切就绪',
      attention: '衡水社保 CA 助手：有需要注意的地方',
      alarm: '衡水社保 CA 助手：签名记录有问题，点开看怎么办',
      broken: '衡水社保 CA 助手：现在办不了业务，点开看怎么办',
      unknown: '衡水社保 CA 助手',
    },
  },
  en: {
    ready: { what: 'All is ready', todo: 'You can log in to the portal.' },
    unknown: { what: 'Not checked yet', todo: 'Choose "Check again".' },
    unsure: {
      what: 'Some things are not confirmed',
      todo: 'Choose "Check again"; if it stays so, see in the check-up which.',
    },
    demo: { what: 'Demo certificate: All is ready', todo: 'For trying out only; not for real filings.' },
    checking: 'Checking…',
    stale: (minutes) =>
      minutes < 1 ? 'From a moment ago, being checked again…' : `From ${minutesAgo(minutes)} ago, being checked again…`,
    others: (count) => (count === 1 ? '1 more thing needs attention' : `${count} more things need attention`),
    why: 'Why',
    diagnosis: 'Check-up',
    help: 'Help',
    settings: 'Record and settings',
    start: 'Getting started',
    button: {
      ready: 'Hengshui CA Assistant: all is ready',
      attention: 'Hengshui CA Assistant: something needs attention',
      alarm: 'Hengshui CA Assistant: something is wrong with the record of signatures; open it to see what to do',
      broken: 'Hengshui CA Assistant: nothing can be filed now; open it to see what to do',
      unknown: 'Hengshui CA Assistant',
    },
  },
};

const [HOUR, DAY] = [60, 1440];

function ago(minutes: number): string {
  if (minutes < HOUR) return `${minutes} 分钟前`;
  return minutes < DAY ? `${Math.floor(minutes / HOUR)} 小时前` : `${Math.floor(minutes / DAY)} 天前`;
}

function minutesAgo(minutes: number): string {
  if (minutes < HOUR) return `${minutes} min`;
  return minutes < DAY ? `${Math.floor(minutes / HOUR)} h` : `${Math.floor(minutes / DAY)} days`;
}
