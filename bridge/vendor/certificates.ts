import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { VendorFields } from '../../shared/vendor/frame.js';
import { subjectItem } from '../tokens/certificate.js';
import type { HeldCertificate } from '../tokens/registry.js';
import { indexParam, type SigningUse, textParam, usable, type VendorCall, type VendorFunction } from './call.js';

/** Certificate functions of the vendor's certificate service. None of them needs a password. */
export const certificateFunctions: Readonly<Record<string, VendorFunction>> = {
  GetCertCount: async (call) => count(await call.tokens.certificates()),
  GetSignCertCount: async (call) => count(await certificatesFor(call, 'sign')),
  SelectSignCert: (call) => select(call, 'sign'),
  SelectCryptCert: (call) => select(call, 'encrypt'),

  async GetSignCert(call) {
    const certificates = await certificatesFor(call, 'sign');
    if (!certificates.ok) return certificates;
    const index = indexParam(call.params, 'index');
    const certificate = index === null ? undefined : certificates.value[index];
    if (!certificate) return failure('certificate.notFound');
    call.state.current = certificate.info.id;
    return success({});
  },

  async GetSubjectItem(call) {
    const item = textParam(call.params, 'index');
    if (item === null) return failure('vendor.malformed');
    return withCurrent(call, ({ parsed }) => ({ content: subjectItem(parsed, item) ?? '' }));
  },

  GetSignCertNotAfter: (call) => withCurrent(call, ({ parsed }) => ({ certnotafter: localTime(parsed.notAfter) })),
  GetCertB64: (call) => withCurrent(call, ({ der }) => ({ cert: der.toString('base64') })),

  async GetCertList(call) {
    const certificates = await call.tokens.certificates();
    if (!certificates.ok) return certificates;
    return success({
      certlist: certificates.value.map(({ der }) => der.toString('base64')).join(';'),
      certsnlist: certificates.value.map(({ info }) => info.serial).join(';'),
    });
  },

  async IsCertOnline(call) {
    const certificates = await call.tokens.certificates();
    if (!certificates.ok) return certificates;
    const owner = textParam(call.params, 'cn');
    return success({ result: certificates.value.some(({ info }) => info.owner === owner) });
  },
};

/** The current certificate of the page socket, if its token is still present. */
export async function currentCertificate({ state, tokens }: VendorCall): Promise<Result<HeldCertificate>> {
  if (state.current === null) return failure('certificate.notChosen');
  const certificates = await tokens.certificates();
  if (!certificates.ok) return certificates;
  const current = certificates.value.find(({ info }) => info.id === state.current);
  return current ? success(current) : failure('certificate.notFound');
}

async function withCurrent(
  call: VendorCall,
  read: (certificate: HeldCertificate) => VendorFields,
): Promise<Result<VendorFields>> {
  const current = await currentCertificate(call);
  return current.ok ? success(read(current.value)) : current;
}

/** Takes the only usable certificate, or lets the user choose among several. */
async function select(call: VendorCall, use: SigningUse): Promise<Result<VendorFields>> {
  const certificates = await certificatesFor(call, use);
  if (!certificates.ok) return certificates;
  const [first, ...others] = certificates.value;
  if (!first) return failure('certificate.none');
  const chosen = others.length === 0 ? success(first) : await call.signing.choose(call.ctx, certificates.value);
  if (!chosen.ok) return chosen;
  call.state.current = chosen.value.info.id;
  return success({});
}

async function certificatesFor(call: VendorCall, use: SigningUse): Promise<Result<readonly HeldCertificate[]>> {
  const certificates = await call.tokens.certificates();
  return certificates.ok ? success(certificates.value.filter((held) => usable(held, use))) : certificates;
}

function count(certificates: Result<readonly HeldCertificate[]>): Result<VendorFields> {
  return certificates.ok ? success({ count: certificates.value.length }) : certificates;
}

/** `yyyy-MM-dd HH:mm:ss` on this computer's clock, as the vendor's own windows show times. */
function localTime(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${date} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}
