import { existsSync } from 'node:fs';

/** Part of util-linux. */
const SETPRIV = '/usr/bin/setpriv';

/** On Windows anybody may put a program of that path on the drive. */
const FOUND = process.platform !== 'win32' && existsSync(SETPRIV);

/**
 * Goes before a program and its arguments: the kernel then ends the program when the bridge ends, however it ends and
 * whatever the program is doing. Empty where the system has no such thing (Windows).
 */
export const ENDS_WITH_PARENT: readonly string[] = FOUND ? [SETPRIV, '--pdeathsig', 'KILL', '--'] : [];
