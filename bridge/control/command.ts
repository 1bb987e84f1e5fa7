import type { Socket } from 'node:net';
import { CONSOLE_TEXT } from '../../shared/text/console.js';
import { displayText } from '../../shared/text/display.js';
import { LANGUAGES, type Language } from '../../shared/text/language.js';
import { reasonSentence } from '../../shared/text/reasons.js';
import { askBridge } from './client.js';
import type { ControlReply, ControlRequest } from './messages.js';

/** A command that changes or lists what the bridge has. */
type BookCommand = Exclude<ControlRequest, { readonly do: 'diagnose' }>;

/** What the words of the command line ask of the bridge; null for nothing, `unknown` for no command of ours. */
export function readCommand(words: readonly string[]): ControlRequest | null | 'unknown' {
  const [command, id, name, ...rest] = words;
  if (command === undefined) return null;
  if (id === undefined && command === 'pair') return { do: 'pair' };
  if (id === undefined && command === 'diagnose') return { do: 'diagnose' };
  if (id === undefined && command === 'pairings') return { do: 'list' };
  if (id !== undefined && name === undefined && command === 'revoke') return { do: 'revoke', id };
  if (id !== undefined && name !== undefined && rest.length === 0 && command === 'rename') {
    return { do: 'rename', id, name };
  }
  return 'unknown';
}

/** Has the running bridge carry out a command, and says how it goes; answers whether it went well. */
export async function runCommand(
  socket: Socket,
  request: BookCommand,
  write: (text: string) => void,
): Promise<boolean> {
  let last: ControlReply['say'] | null = null;
  await askBridge(socket, request, (reply) => {
    last = reply.say;
    for (const line of words(reply)) write(`${line}\n`);
  });
  // The bridge ended before it had said how it went.
  if (last === null || last === 'opened' || last === 'asked') {
    for (const language of LANGUAGES) write(`${reasonSentence(language, 'bridge.disconnected')}\n`);
    return false;
  }
  return last !== 'failed';
}

function words(reply: ControlReply): string[] {
  if (reply.say === 'pairings' && reply.pairings.length > 0) {
    return reply.pairings.flatMap(({ id, name, ...facts }) => [
      `${id}  ${displayText(name, 40)}`,
      ...LANGUAGES.map((language) => `    ${CONSOLE_TEXT[language].pairing(facts)}`),
    ]);
  }
  return LANGUAGES.map((language) => sentence(language, reply));
}

function sentence(language: Language, reply: ControlReply): string {
  const text = CONSOLE_TEXT[language];
  switch (reply.say) {
    case 'opened':
      return text.pairingOpened;
    case 'asked':
      return text.pairingAsked(displayText(reply.program, 40));
    case 'paired':
      return text.paired(displayText(reply.name, 40));
    case 'pairings':
      return text.noPairings;
    case 'diagnosis':
    case 'done':
      return text.done;
    case 'failed':
      return reasonSentence(language, reply.reason);
  }
}
