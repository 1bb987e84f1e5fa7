import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { VendorFields } from '../../shared/vendor/frame.js';
import { textParam, type VendorCall, type VendorFunction } from './call.js';
import { currentCertificate } from './certificates.js';

/**
 * Login functions. A password in a page's frame is never used: whichever way a page
 * asks, the password is typed in the bridge's own window.
 */
export const loginFunctions: Readonly<Record<string, VendorFunction>> = {
  UILogin: login,
  Login: login,
  CspLogin: login,

  async Logout(call) {
    const current = await currentCertificate(call);
    if (!current.ok) return current;
    call.signing.logout(call.ctx, current.value.info.token);
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

/** Logs in with the current certificate; where none was chosen, with the only one there is. */
async function login(call: VendorCall): Promise<Result<VendorFields>> {
  const certificate = await certificateToOpen(call);
  if (!certificate.ok) return certificate;
  const outcome = await call.signing.login(call.ctx, certificate.value);
  return outcome.ok ? success({}) : outcome;
}

async function certificateToOpen(call: VendorCall): Promise<Result<string>> {
  if (call.state.current !== null) return success(call.state.current);
  const certificates = await call.tokens.certificates();
  if (!certificates.ok) return certificates;
  const [first, ...others] = certificates.value;
  if (!first) return failure('certificate.none');
  return others.length === 0 ? success(first.info.id) : failure('certificate.notChosen');
}
