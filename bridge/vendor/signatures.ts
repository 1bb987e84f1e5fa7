import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { VendorFields } from '../../shared/vendor/frame.js';
import { textParam, type VendorCall, type VendorFunction, type VendorSettings } from './call.js';
import { encodeGbk } from './gbk.js';

/** Raw signatures with the current certificate, base64 of the big-endian value. */
export const signatureFunctions: Readonly<Record<string, VendorFunction>> = {
  async SignText(call) {
    const text = textParam(call.params, 'signText');
    if (text === null) return failure('vendor.malformed');
    const bytes = call.settings.textEncoding === 'gbk' ? encodeGbk(text) : Buffer.from(text, 'utf8');
    return bytes ? sign(call, bytes, call.settings.textEncoding) : failure('vendor.malformed');
  },

  async SignB64(call) {
    const bytes = decodeBase64(textParam(call.params, 'b64data'));
    // Bytes by name: a digest may read as text in GBK, which has a character for most pairs of bytes.
    return bytes ? sign(call, bytes, 'utf-8') : failure('vendor.malformed');
  },
};

async function sign(
  call: VendorCall,
  input: Buffer,
  encoding: VendorSettings['textEncoding'],
): Promise<Result<VendorFields>> {
  // A bridge that has started anew knows the key of what was asked before, not what was chosen.
  call.state.current ??= await call.signing.certificateAskedOf(call.ctx, call.key);
  if (call.state.current === null) return failure('certificate.notChosen');
  const { rsaHash } = call.settings;
  const signature = await call.signing.perform(call.ctx, {
    key: call.key,
    certificate: call.state.current,
    mechanism: `rsa-${rsaHash}`,
    input,
    encoding,
    page: call.page,
  });
  return signature.ok ? success({ signature: signature.value.toString('base64') }) : signature;
}

/** RFC 4648 §4; line breaks that pages leave in are passed over. Null on anything else, and on nothing. */
function decodeBase64(text: string | null): Buffer | null {
  if (!text) return null;
  return decodeCompact(text) ?? decodeCompact(text.replace(/\s/g, ''));
}

/**
 * Node's decoder passes over other characters of ASCII and stops at padding: then the length does not fit. The rest of
 * what it takes too is looked for: the URL's alphabet (§5), and characters beyond, of which it reads the low byte. (An
 * expression is ten times slower, or overflows the stack.)
 */
function decodeCompact(text: string): Buffer | null {
  const isAscii = Buffer.byteLength(text) === text.length;
  if (text === '' || text.length % 4 !== 0 || !isAscii || text.includes('-') || text.includes('_')) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : null;
}
