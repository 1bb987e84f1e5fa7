import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import { decodeText } from '../tokens/der.js';
import { textParam, type VendorCall, type VendorFunction } from './call.js';
import { certificateToOpen } from './certificates.js';

/** No token has a label that long. */
const MAX_LABEL = 200;

/** Data objects on the token by their name: seal images lie there. Private ones need the document's login. */
export const dataObjectFunctions: Readonly<Record<string, VendorFunction>> = {
  async ReadDataB64(call) {
    const data = await readData(call);
    return data.ok ? success({ b64data: data.value.toString('base64') }) : data;
  },

  async ReadDataText(call) {
    const data = await readData(call);
    return data.ok ? success({ data: decodeText(data.value) }) : data;
  },
};

async function readData(call: VendorCall): Promise<Result<Buffer>> {
  const name = textParam(call.params, 'name');
  if (!name) return failure('vendor.malformed');
  if (name.length > MAX_LABEL) return failure('data.notFound');
  const certificate = await certificateToOpen(call);
  if (!certificate.ok) return certificate;
  const data = await call.signing.readData(call.ctx, certificate.value.info.token, name);
  if (!data.ok) return data;
  return data.value ? success(data.value) : failure('data.notFound');
}
