import type { Socket } from 'node:net';
import { DIAGNOSIS_TEXT } from '../../shared/text/diagnosis.js';
import type { Language } from '../../shared/text/language.js';
import type { Diagnosis } from '../environment/diagnosis.js';
import { links } from '../environment/links.js';
import type { Clock } from '../ports.js';
import { askBridge } from './client.js';

/** Longer than everything that the bridge looks at may take, in milliseconds. */
const LIMIT_MS = 15_000;

/** What the running bridge says of itself; null where it does not answer, or is another version that knows no such question. */
export async function askDiagnosis(socket: Socket, clock: Clock): Promise<Diagnosis | null> {
  let found: Diagnosis | null = null;
  const stop = clock.after(LIMIT_MS, () => socket.destroy());
  await askBridge(socket, { do: 'diagnose' }, (reply) => {
    if (reply.say === 'diagnosis') found = reply.diagnosis;
  });
  stop();
  return found;
}

/** What the terminal shows, and whether all is well. */
export function showDiagnosis(
  diagnosis: Diagnosis,
  language: Language,
  json: boolean,
): { readonly text: string; readonly well: boolean } {
  const judged = links(diagnosis);
  const broken = judged.find(({ state }) => state === 'bad');
  const well = broken === undefined;
  if (json) {
    return {
      text: `${JSON.stringify({ ...diagnosis, well, links: judged.map(({ link, state }) => ({ link, state })) }, null, 2)}\n`,
      well,
    };
  }
  const { line, marks, allWell, firstBroken } = DIAGNOSIS_TEXT[language];
  const lines = judged.map((link) => `${marks[link.state]} ${line(link)}`);
  const last = broken ? firstBroken(line(broken)) : allWell;
  return { text: `${[...lines, '', last].join('\n')}\n`, well };
}
