import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { VendorFields } from '../../shared/vendor/frame.js';
import { subjectItem } from '../tokens/certificate.js';
import type { HeldCertificate } from '../tokens/registry.js';
import { indexParam, type SigningUse, textParam, usable, type VendorCall, type VendorFunction } from './call.js';

const UNUSABLE = { sign: 'certificate.noSigning', encrypt: 'certificate.noEncryption' } as const;

/** Certificate functions of the vendor's certificate service. None of them needs a password. */
export const certificateFunctions: Readonly<Record<string, VendorFunction>> = {
  GetCertCount: async (call) => count(await call.tokens.certificates()),
  GetSignCertCount: async (call) => count(await certificatesFor(call, 'sign')),
  SelectSignCert: (call) => select(call, 'sign'),
  SelectCryptCert: (call) => select(call, 'encrypt'),

  async GetSignCert(call) {
    const certificate = await signCertAt(call);
    if (!certificate.ok) return certificate;
    call.state.current = certificate.value.info.id;
    return success({});
  },

  async GetSubjectItem(call) {
    const item = textParam(call.params, 'index');
    if (item === null) return failure('vendor.malformed');
    return withCurrent(call, ({ parsed }) => ({ content: subjectItem(parsed, item) ?? '' }));
  },

  async GetSignCertNotAfter(call) {
    const certificate = call.params.index === undefined ? await currentCertificate(call) : await signCertAt(call);
    return certificate.ok ? success({ certnotafter: chinaTime(certificate.value.parsed.notAfter) }) : certificate;
  },

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
async function currentCertificate({ state, tokens }: VendorCall): Promise<Result<HeldCertificate>> {
  if (state.current === null) return failure('certificate.notChosen');
  const certificates = await tokens.certificates();
  if (!certificates.ok) return certificates;
  const current = certificates.value.find(({ info }) => info.id === state.current);
  return current ? success(current) : failure('certificate.notFound');
}

/** The current certificate; where none was chosen, one of the only token there is. */
export async function certificateToOpen(call: VendorCall): Promise<Result<HeldCertificate>> {
  if (call.state.current !== null) return currentCertificate(call);
  const certificates = await call.tokens.certificates();
  if (!certificates.ok) return certificates;
  const [first, ...others] = certificates.value;
  if (!first) return noCertificate(call);
  const oneToken = others.every(({ info }) => info.token === first.info.token);
  return oneToken ? success(first) : failure('certificate.notChosen');
}

/** Why there is no certificate at all: no token, or none with a certificate. */
async function noCertificate({ tokens }: VendorCall): Promise<Result<never>> {
  const present = await tokens.tokens();
  if (!present.ok) return present;
  return failure(present.value.length === 0 ? 'token.none' : 'certificate.none');
}

async function withCurrent(
  call: VendorCall,
  read: (certificate: HeldCertificate) => VendorFields,
): Promise<Result<VendorFields>> {
  const current = await currentCertificate(call);
  return current.ok ? success(read(current.value)) : current;
}

/** The signing certificate at the call's `index`. */
async function signCertAt(call: VendorCall): Promise<Result<HeldCertificate>> {
  const certificates = await certificatesFor(call, 'sign');
  if (!certificates.ok) return certificates;
  const index = indexParam(call.params, 'index');
  const certificate = index === null ? undefined : certificates.value[index];
  return certificate ? success(certificate) : failure('certificate.notFound');
}

/** Takes the only usable certificate, or lets the user choose among several. */
async function select(call: VendorCall, use: SigningUse): Promise<Result<VendorFields>> {
  const all = await call.tokens.certificates();
  if (!all.ok) return all;
  const certificates = all.value.filter((held) => usable(held, use));
  const [first, ...others] = certificates;
  if (!first) return all.value.length === 0 ? noCertificate(call) : failure(UNUSABLE[use]);
  const chosen = others.length === 0 ? success(first) : await call.signing.choose(call.ctx, certificates);
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

const CHINA_TIME = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `yyyy-MM-dd HH:mm:ss` in China's time, whatever this computer's zone: Swedish is the locale that writes it so. */
function chinaTime(time: Date): string {
  return CHINA_TIME.format(time);
}
