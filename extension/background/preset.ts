import * as z from 'zod/mini';
import { fromBase64Url, SECRET_BYTES } from '../../shared/proof.js';
import { isSiteOrigin } from '../origin.js';

/**
 * preset.json beside the manifest of the build for tests and the demo: what a user would
 * have set by hand. The product neither reads nor knows it.
 */
export const presetSchema = z.strictObject({
  /** Enabled sites, as serialised origins: `http://portal.example:8080`. */
  sites: z.array(z.string().check(z.refine(isSiteOrigin))),
  /** TCP ports of the bridge on 127.0.0.1, in the order of trying. */
  ports: z.array(z.int().check(z.positive(), z.maximum(65_535))),
  /** Null where the test connects the browser by hand. */
  pairing: z.nullable(
    z.strictObject({
      /** The bridge's id. */
      bridge: z.string().check(z.regex(/^[\x20-\x7e]{1,100}$/)),
      /** 32 bytes, base64url without padding. */
      secret: z.string().check(z.refine((text) => fromBase64Url(text)?.length === SECRET_BYTES)),
    }),
  ),
});
