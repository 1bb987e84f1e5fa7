import type { Presence } from '../../shared/protocol/environment-get.js';

/** Other makers' software on this computer. */
export interface Software {
  /** 河北CA数字证书助手. */
  helper(): Promise<Presence>;
  /** A program that opens Excel's files. */
  excel(): Promise<Presence>;
}

/** For systems that keep no register of it which we read. */
export const unknownSoftware: Software = {
  helper: async () => 'unknown',
  excel: async () => 'unknown',
};
