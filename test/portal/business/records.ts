import type { Fields, InsuranceRow } from './fields.js';

export type FilingKind = 'add' | 'reduce' | 'backPay' | 'unitInfo';

/** 未申报 → 已申报未处理 → 审批通过 or 审批未通过. */
export type FilingState = 'unfiled' | 'pending' | 'approved' | 'rejected';

export const KIND_TEXT: Readonly<Record<FilingKind, string>> = {
  add: '人员新增',
  reduce: '人员减少',
  backPay: '个人补收',
  unitInfo: '单位信息修改',
};

/** One piece of business that the unit entered. */
export interface Filing {
  /** 流水号: 20 digits, the date and a running number. */
  readonly serial: string;
  readonly kind: FilingKind;
  readonly fields: Fields;
  readonly rows: readonly InsuranceRow[];
  readonly state: FilingState;
  /** 提交失败原因; empty when there is none. */
  readonly failure: string;
  /** 审批未通过原因; empty when there is none. */
  readonly reason: string;
  /** Only a visit to the 中心窗口 gets it approved. */
  readonly atCounter: boolean;
  /** Milliseconds since the epoch by the business clock. */
  readonly submittedAt: number | null;
}

/** One line of a 核定. */
export interface LevyRow {
  /** 征集流水号: 20 digits. */
  readonly serial: string;
  /** 征收批次: 20 digits, shared by the lines of one 核定. */
  readonly batch: string;
  /** Code of table aae140. */
  readonly type: string;
  /** Code of table aab033. */
  readonly levy: string;
  /** Code of table aae143: 正常应缴 or 补收. */
  readonly payKind: '1' | '2';
  /** 核算期, as `201911`. */
  readonly period: string;
  /** 缴费所属期, both ends included. */
  readonly from: string;
  readonly to: string;
  readonly persons: number;
  /** All amounts in 分. */
  readonly base: number;
  readonly unitAmount: number;
  readonly personAmount: number;
  readonly state: 'assessed' | 'cancelled';
  readonly printed: boolean;
  /** By whom the 社保专用章 came on it. */
  readonly sealed: false | 'ca' | 'counter';
  readonly uploaded: boolean;
}

/** How the unit is logged in, and whether the certificate in use holds a seal. */
export interface Standing {
  readonly way: 'ca' | 'account';
  readonly seal: boolean;
}
