import type { Reason } from '../protocol/reasons.js';

/** 程序执行失败: the vendor's own general failure, which pages know. */
const GENERAL_FAILURE = -536145887;

const CODES: Partial<Record<Reason, number>> = {
  'token.none': -536145917,
  'certificate.none': -536145917,
  'certificate.notFound': -536145917,
  'certificate.notChosen': 1000,
  'certificate.noSigning': 1001,
  'certificate.noEncryption': 1002,
  'bridge.unreachable': 1004,
  'bridge.unpaired': 1004,
  'bridge.impostor': 1004,
  'pairing.unreadable': 1004,
  'vendor.unsupported': 1007,
  'bridge.disconnected': 1009,
  'driver.timeout': 1009,
};

/** The vendor's `ret` for a failure of ours: its published number where one fits, never 0. */
export function vendorCode(reason: Reason): number {
  return CODES[reason] ?? GENERAL_FAILURE;
}
