import type { Purpose } from '../../../shared/protocol/purposes.js';
import data from '../../sites/observations.json';

interface Words {
  readonly words: string;
}

/** `extension/sites/observations.json`, whose schema is a unit test's: a content script carries no validator. */
export interface Observations {
  readonly purposes: Readonly<
    Record<
      Extract<Purpose, 'login' | 'bind' | 'submit' | 'seal'>,
      {
        /** `whole`: the control says nothing else. `page`: only where a heading has these words. */
        readonly controls: readonly (Words & { readonly whole: boolean; readonly page: string | null })[];
        readonly headings: readonly Words[];
      }
    >
  >;
  /** Controls of a question, which go on with what was clicked before. */
  readonly confirming: readonly Words[];
  readonly headings: readonly { readonly selector: string }[];
  readonly company: {
    readonly labels: readonly Words[];
    /** How names of organisations end: asked of what stands beside a label without any mark that it belongs to it. */
    readonly endings: readonly Words[];
    /** How texts begin that stand where there is no name yet. */
    readonly placeholders: readonly Words[];
  };
  readonly code: { readonly labels: readonly Words[] };
}

export const OBSERVATIONS: Observations = data;
