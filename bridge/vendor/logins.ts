import { type Result, success } from '../../shared/protocol/reasons.js';
import type { VendorFields } from '../../shared/vendor/frame.js';
import { textParam, type VendorCall, type VendorFunction } from './call.js';
import { certificateToOpen } from './certificates.js';

/**
 * Login functions. A password in a page's frame is never used: whichever way a page
 * asks, the password is typed in the bridge's own window.
 */
export const loginFunctions: Readonly<Record<string, VendorFunction>> = {
  UILogin: login,
  Login: login,
  CspLogin: login,

  async Logout(call) {
    const certificate = await certificateToOpen(call);
    if (!certificate.ok) return certificate;
    call.signing.logout(call.ctx, certificate.value.info.token);
    return success({ result: true });
  },

  async IsCertLogined(call) {
    const certificates = await call.tokens.certificates();
    if (!certificates.ok) return certificates;
    const owner = textParam(call.params, 'cn');
    return success({
      result: certificates.value.some(
        ({ info }) => info.owner === owner && call.signing.holdsLogin(call.ctx, info.token),
      ),
    });
  },
};

/** Logs in to the token of the current certificate; where none was chosen, to the only token there is. */
async function login(call: VendorCall): Promise<Result<VendorFields>> {
  const certificate = await certificateToOpen(call);
  if (!certificate.ok) return certificate;
  const outcome = await call.signing.login(call.ctx, certificate.value.info.id);
  return outcome.ok ? success({}) : outcome;
}
