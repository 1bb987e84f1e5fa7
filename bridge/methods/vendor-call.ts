import { success } from '../../shared/protocol/reasons.js';
import type { VendorHelper } from '../vendor/service.js';
import type { Handler } from './handler.js';

export function vendorCallHandler(helper: VendorHelper): Handler<'vendor.call'> {
  return async (params, ctx) => {
    const frame = await helper.answer(ctx, params);
    return frame.ok ? success({ frame: frame.value }) : frame;
  };
}
