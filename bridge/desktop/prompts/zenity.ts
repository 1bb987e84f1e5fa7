import type { ChooseWindow, ConfirmWindow, EntryWindow, NoticeWindow, WindowAnswer } from '../../ports.js';
import { startWindow, type WindowEnd, type WindowLimits } from './window-process.js';

/** Exit codes of zenity; 1 is also how it ends without a display. */
const ACCEPTED = 0;
const REFUSED = 1;
const TIMED_OUT = 5;

const OUTPUT_LIMIT = 64;

export interface ZenityOptions extends WindowLimits {
  readonly program: string;
}

/** Asks for a yes, or for one that lasts. Enter and Escape refuse. */
export async function askConfirm(
  window: ConfirmWindow,
  options: ZenityOptions,
): Promise<WindowAnswer<true | 'remember'>> {
  const { remember } = window;
  const run = await show(
    [
      '--question',
      '--default-cancel',
      '--no-markup',
      `--title=${argument(window.title)}`,
      `--text=${argument(window.description)}`,
      `--ok-label=${argument(window.ok)}`,
      `--cancel-label=${argument(window.cancel)}`,
      ...(remember === undefined ? [] : [`--extra-button=${argument(remember)}`]),
    ],
    options,
    remember === undefined ? null : argument(remember),
  );
  if (run.kind !== 'answered') return run;
  return { kind: 'answered', value: run.further ? 'remember' : true };
}

/** Tells something; answers when the window was closed. */
export function showNotice(window: NoticeWindow, options: ZenityOptions): Promise<WindowAnswer<unknown>> {
  return show(
    [
      '--info',
      '--no-markup',
      `--title=${argument(window.title)}`,
      `--text=${argument(window.description)}`,
      `--ok-label=${argument(window.ok)}`,
    ],
    options,
  );
}

/** Asks for a line of text. Enter answers, Escape refuses. */
export async function askEntry(window: EntryWindow, options: ZenityOptions): Promise<WindowAnswer<string>> {
  const run = await show(
    [
      '--entry',
      `--title=${argument(window.title)}`,
      `--text=${mnemonicArgument(window.description)}`,
      `--ok-label=${argument(window.ok)}`,
      `--cancel-label=${argument(window.cancel)}`,
    ],
    options,
  );
  return run.kind === 'answered' ? { kind: 'answered', value: run.value.replace(/\n$/, '') } : run;
}

/** Asks for one of the rows; the window comes back when it was confirmed with no row chosen. */
export async function askChoice(window: ChooseWindow, options: ZenityOptions): Promise<WindowAnswer<number>> {
  const args = [
    '--list',
    `--title=${argument(window.title)}`,
    `--text=${markupArgument(window.description)}`,
    '--column=',
    ...window.columns.map((column) => `--column=${argument(column)}`),
    '--hide-column=1',
    '--print-column=1',
    '--width=600',
    '--height=300',
    `--ok-label=${argument(window.ok)}`,
    `--cancel-label=${argument(window.cancel)}`,
    ...window.rows.flatMap((row, index) => [
      String(index),
      ...window.columns.map((_, at) => cellArgument(row[at] ?? '')),
    ]),
  ];
  for (;;) {
    const run = await show(args, options);
    if (run.kind !== 'answered') return run;
    const chosen = chosenRow(run.value, window.rows.length);
    if (chosen !== null) return chosen === 'strange' ? { kind: 'unavailable' } : { kind: 'answered', value: chosen };
  }
}

/** The index of a row that a list has answered with; null where none was chosen, `strange` where there is no such row. */
export function chosenRow(output: string, rows: number): number | 'strange' | null {
  const index = /^\d+(?=\n?$)/.exec(output);
  if (!index) return null;
  const chosen = Number(index[0]);
  return chosen < rows ? chosen : 'strange';
}

/** Whether zenity can be started and reaches the display. */
export async function zenityAvailable(options: ZenityOptions): Promise<boolean> {
  const run = await runZenity(['--version'], options);
  return run.end.kind === 'exited' && run.end.code === ACCEPTED;
}

interface Printed {
  readonly kind: 'answered';
  readonly value: string;
  /** The button with the label that was asked for beside yes and no. */
  readonly further: boolean;
}

/** Answers with what was printed; a no is told from a further button, where there is one, by nothing but its whole label. */
async function show(
  args: readonly string[],
  options: ZenityOptions,
  further: string | null = null,
): Promise<Printed | Exclude<WindowAnswer<string>, { kind: 'answered' }>> {
  if (options.signal.aborted) return { kind: 'cancelled' };
  const limit = `--timeout=${Math.ceil(options.timeoutMs / 1000)}`;
  const { end, output } = await runZenity([...args, limit], options);
  if (end.kind === 'cancelled' || end.kind === 'timeout') return { kind: end.kind };
  if (end.kind === 'missing') return { kind: 'unavailable' };
  if (end.code === ACCEPTED) return { kind: 'answered', value: output, further: false };
  if (end.code === TIMED_OUT) return { kind: 'timeout' };
  if (end.code === REFUSED && further !== null && output.trim() === further.trim()) {
    return { kind: 'answered', value: output, further: true };
  }
  // A user's no must not be mixed up with a window that never opened.
  const refused = end.code === REFUSED && (await zenityAvailable(options));
  return { kind: refused || options.signal.aborted ? 'cancelled' : 'unavailable' };
}

async function runZenity(
  args: readonly string[],
  options: ZenityOptions,
): Promise<{ readonly end: WindowEnd; readonly output: string }> {
  const process = startWindow(options.program, args, options);
  if (!process) return { end: { kind: 'missing' }, output: '' };
  let output = '';
  process.stdout.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(0, OUTPUT_LIMIT);
  });
  process.stdin.end();
  return { end: await process.ended, output };
}

/** A NUL cannot stand in an argument. */
function argument(text: string): string {
  return text.replaceAll('\0', '');
}

/**
 * A cell cannot be told from an option by its place, so a hyphen that begins it becomes the typographic
 * one. (On standard input cells are safe, but the rows come in while the window takes keys already.)
 */
function cellArgument(text: string): string {
  return argument(text).replace(/^-/, '\u2010');
}

/** The text of a list is read as C escapes and then as Pango markup, whatever is asked for. */
function markupArgument(text: string): string {
  return argument(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\\', '\\\\');
}

/** The text of an entry is read as C escapes, and an underscore in it marks a key. */
function mnemonicArgument(text: string): string {
  return argument(text).replaceAll('\\', '\\\\').replaceAll('_', '__');
}
