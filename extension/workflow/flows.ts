import type { Screen } from './portal.js';

/** 社保局, 中心窗口, 税务局. */
export type Owner = 'bureau' | 'counter' | 'tax';

export const STEPS = [
  'changes',
  'submit',
  'approve',
  'review',
  'backPay',
  'submitBackPay',
  'approveBackPay',
  'reviewBackPay',
  'assess',
  'print',
  'seal',
  'stamp',
  'upload',
  'forms',
  'pay',
] as const;
export type StepId = (typeof STEPS)[number];

/** Steps outside of the page, which the clerk ticks: done for a stamp and a payment, handed in for a review. */
export const TICKED_STEPS = ['review', 'reviewBackPay', 'stamp', 'pay'] as const satisfies readonly StepId[];
export type TickedStep = (typeof TICKED_STEPS)[number];

export function isTicked(id: StepId): id is TickedStep {
  return (TICKED_STEPS as readonly StepId[]).includes(id);
}

export interface Step {
  readonly id: StepId;
  readonly owner: Owner;
  /** Where it is done, or where its result shows. */
  readonly screen: Screen | null;
  /** Which months have it: every one, those with changes, those with back pay as well. */
  readonly when: 'always' | 'changes' | 'backPay';
  /** Only with a certificate that seals, or only by the counter. */
  readonly by: 'any' | 'seal' | 'counter';
}

/**
 * The manual's flows as one list (chapters 2 to 4): CA or not, with changes or without, and the branch of 个人补收, which
 * has its own round of filing and approval after that of the changes. What a month has of it is told by `stepsOf`.
 */
export const FLOW: readonly Step[] = [
  { id: 'changes', owner: 'bureau', screen: 'add', when: 'changes', by: 'any' },
  { id: 'submit', owner: 'bureau', screen: 'filings', when: 'changes', by: 'any' },
  { id: 'approve', owner: 'bureau', screen: 'filings', when: 'changes', by: 'seal' },
  { id: 'review', owner: 'counter', screen: 'filings', when: 'changes', by: 'counter' },
  { id: 'backPay', owner: 'bureau', screen: 'backPay', when: 'backPay', by: 'any' },
  { id: 'submitBackPay', owner: 'bureau', screen: 'filings', when: 'backPay', by: 'any' },
  { id: 'approveBackPay', owner: 'bureau', screen: 'filings', when: 'backPay', by: 'seal' },
  { id: 'reviewBackPay', owner: 'counter', screen: 'filings', when: 'backPay', by: 'counter' },
  { id: 'assess', owner: 'bureau', screen: 'assess', when: 'always', by: 'any' },
  { id: 'print', owner: 'bureau', screen: 'levies', when: 'always', by: 'any' },
  { id: 'seal', owner: 'bureau', screen: 'seals', when: 'always', by: 'seal' },
  { id: 'stamp', owner: 'counter', screen: 'uploads', when: 'always', by: 'counter' },
  { id: 'upload', owner: 'bureau', screen: 'uploads', when: 'always', by: 'any' },
  { id: 'forms', owner: 'bureau', screen: 'forms', when: 'always', by: 'any' },
  { id: 'pay', owner: 'tax', screen: null, when: 'always', by: 'any' },
];
