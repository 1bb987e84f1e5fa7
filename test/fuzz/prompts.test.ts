import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { AssuanConnection } from '../../bridge/desktop/prompts/assuan-connection.js';
import { chosenRow } from '../../bridge/desktop/prompts/zenity.js';
import { fuzz } from './fuzz.js';
import { chunkSizes, hostileBytes, hostileText, inChunks } from './mutate.js';

const line = fc.constantFrom(
  'OK Pleased to meet you',
  'OK',
  'D Secret%25%0A',
  'D gtk2:curses',
  'S PIN_REPEATED',
  'S PASSWORD_FROM_CACHE',
  'ERR 83886179 Operation cancelled <Pinentry>',
  'ERR 62',
  'INQUIRE QUALITY',
  '# comment',
  '',
  `D ${'x'.repeat(990)}`,
);
const said = hostileBytes(fc.array(line, { maxLength: 8 }).map((lines) => Buffer.from(`${lines.join('\n')}\n`)));

fuzz('Assuan lines', fc.tuple(said, chunkSizes), async ([bytes, sizes]) => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.resume();
  const pinentry = new AssuanConnection(input, output);
  const replies = (async () => {
    const greeting = await pinentry.greeting();
    const first = await pinentry.command('GETPIN');
    return [greeting, first, await pinentry.command('BYE')];
  })();
  for (const chunk of inChunks(bytes, sizes)) {
    output.write(chunk);
    await new Promise(setImmediate);
  }
  output.destroy();
  for (const reply of await replies) {
    if (reply.kind === 'ok' && reply.data.length > 4_096) throw new Error('more than any password');
    if (reply.kind === 'error' && !Number.isInteger(reply.code)) throw new Error('no code');
  }
});

const chosen = hostileText(fc.constantFrom('0\n', '1', '12\n', '0|1\n', ''));

fuzz('a choice of zenity', fc.tuple(chosen, fc.nat(3)), ([output, rows]) => {
  const row = chosenRow(output, rows);
  if (typeof row === 'number' && !(Number.isInteger(row) && row >= 0 && row < rows)) throw new Error('no row');
});
