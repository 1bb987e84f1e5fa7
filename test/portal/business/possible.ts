/** What can be done to a unit's business. `approve` and `reject` are the visit to the 中心窗口, `wait` lets ten minutes pass. */
export const ACTION_IDS = [
  'add',
  'reduce',
  'backPay',
  'unitInfo',
  'submit',
  'withdraw',
  'edit',
  'delete',
  'wait',
  'approve',
  'reject',
  'assess',
  'print',
  'cancel',
  'seal',
  'stamp',
  'upload',
  'form',
] as const;

export type ActionId = (typeof ACTION_IDS)[number];
