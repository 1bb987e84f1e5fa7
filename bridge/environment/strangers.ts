import type { Environment } from '../../shared/protocol/environment-get.js';
import { displayText } from '../../shared/text/display.js';
import type { Peer } from '../ports.js';

export type Stranger = Environment['strangers'][number];

const LONGEST = 200;
/** A character outside of Unicode's first plane takes two units of the limit above. */
const SHORT = LONGEST / 2;

/** Who listens on a port; a path too long to show keeps its end, which is the program's name. */
export async function strangerOn(
  port: number,
  place: Stranger['place'],
  listener: (port: number) => Promise<Peer>,
): Promise<Stranger> {
  const { program } = await listener(port);
  if (program === null) return { port, place, program };
  const shown = displayText(program, LONGEST);
  const isLong = shown.length > LONGEST || shown.endsWith('…');
  return { port, place, program: isLong ? displayText(program.split(/[\\/]/).at(-1) ?? '', SHORT) : shown };
}
