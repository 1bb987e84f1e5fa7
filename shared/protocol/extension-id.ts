/**
 * The extension's id in every browser: derived from the public `key` in manifest.json
 * (first 16 bytes of its SHA-256, hex digits written as a to p). A filter, never an identity.
 */
export const EXTENSION_ID = 'hjcmbejlinklgbadechcohgglbjejejn';
