import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from './harness.js';

/** The bridge's settings as they stand. */
export function bridgeSettings({ folder }: Stack): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as Record<string, unknown>;
}

/** Starts the bridge anew with some settings changed. */
export async function restartWith(stack: Stack, changes: Readonly<Record<string, unknown>>): Promise<void> {
  await stack.bridge.stop();
  writeFileSync(join(stack.folder, 'config.json'), JSON.stringify({ ...bridgeSettings(stack), ...changes }));
  await stack.bridge.start();
}
