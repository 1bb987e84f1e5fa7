import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScriptedWindows } from '../prompts/scripted-windows.js';

const BUILT = join(import.meta.dirname, '../../dist/bridge');

/** What a bridge runs on. */
export interface BridgeHost {
  /** Puts the built bridge below `folder`; answers the command that runs it, without the bridge's own arguments. */
  install(folder: string): Promise<readonly [program: string, ...args: string[]]>;
  /** A path of the test's system, as the bridge has to be told it. */
  path(path: string): string;
  /** Settings of the programs through which the bridge opens its windows. */
  programs(windows: ScriptedWindows): Promise<Readonly<Record<string, string>>>;
  readonly env: NodeJS.ProcessEnv;
}

/** The Node and the system of the tests themselves. */
export const ownHost: BridgeHost = {
  async install(folder) {
    // A copy, so that a build beside us does not change what runs.
    const program = join(folder, 'bridge');
    await cp(BUILT, program, { recursive: true });
    return [process.execPath, join(program, 'main.js')];
  },
  path: (path) => path,
  programs: async ({ pinentry, zenity }) => ({ 'programs.pinentry': pinentry, 'programs.zenity': zenity }),
  env: process.env,
};
