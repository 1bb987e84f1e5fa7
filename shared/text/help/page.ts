import type { HelpId } from './ids.js';

/** Who a step is a matter of: 社保局, 中心窗口 or 税务局. */
export type Owner = 'bureau' | 'centre' | 'tax';

export interface HelpStep {
  readonly text: string;
  readonly whose?: Owner;
  /** The page that tells more. */
  readonly see?: HelpId;
}

/** A part of a page: its text stands before its steps (numbered) and its list (not numbered). */
export interface HelpPart {
  readonly heading?: string;
  readonly text?: string;
  readonly steps?: readonly (string | HelpStep)[];
  readonly list?: readonly (string | HelpStep)[];
  /** What goes wrong most often. */
  readonly warning?: string;
}

export interface HelpPage {
  readonly title: string;
  /** In one sentence: what it is for. */
  readonly summary: string;
  readonly parts: readonly HelpPart[];
}
