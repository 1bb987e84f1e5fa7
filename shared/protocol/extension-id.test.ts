import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { EXTENSION_ID } from './extension-id.js';

test("the id is the one that browsers derive from the manifest's key", () => {
  const digest = createHash('sha256').update(Buffer.from(manifest.key, 'base64')).digest('hex');
  const letters = [...digest.slice(0, 32)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
  expect(EXTENSION_ID).toBe(letters.join(''));
});
