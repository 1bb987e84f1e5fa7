import type { Environment } from '../../shared/protocol/environment-get.js';
import { displayText } from '../../shared/text/display.js';
import type { Peer } from '../ports.js';

export type Stranger = Environment['strangers'][number];

const LONGEST = 200;
/** A character outside of Unicode's first plane takes two units of the limit above. */
const SHORT = LONGEST / 2;

/** Whether it is known that somebody is there: a port that does not answer may have a firewall before it. */
export function isCertain({ answers, program }: Pick<Stranger, 'answers' | 'program'>): boolean {
  return answers || program !== null;
}

/** The program that listens on a port; a path too long to show keeps its end, which is the program's name. */
export async function programOn(port: number, listener: (port: number) => Promise<Peer>): Promise<Stranger['program']> {
  const { program } = await listener(port);
  if (program === null) return null;
  const shown = displayText(program, LONGEST);
  const isLong = shown.length > LONGEST || shown.endsWith('…');
  return isLong ? displayText(program.split(/[\\/]/).at(-1) ?? '', SHORT) : shown;
}
