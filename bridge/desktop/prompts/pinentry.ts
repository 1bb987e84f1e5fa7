import type { Language } from '../../../shared/text/language.js';
import { WINDOW_TEXT } from '../../../shared/text/windows.js';
import type { NewPasswordWindow, PasswordWindow, WindowAnswer } from '../../ports.js';
import { AssuanConnection } from './assuan-connection.js';
import { utf8Locale } from './environment.js';
import { startWindow, type WindowLimits } from './window-process.js';

/** Error codes of libgpg-error. */
const GPG_ERR_TIMEOUT = 62;
const GPG_ERR_CANCELED = 99;
const GPG_ERR_FULLY_CANCELED = 198;

/** Pinentries that would ask in a terminal, or in an editor, instead of a window of their own. */
const NO_WINDOW = /(^|:)(curses|tty|emacs|dump)$/;

export interface PinentryOptions extends WindowLimits {
  readonly program: string;
  readonly language: Language;
}

/**
 * Asks for a password in the window of the user's pinentry. The bytes are the receiver's to wipe.
 * A password that no hand has typed in this window is no consent: nothing from a cache is taken.
 */
export function askPassword(window: PasswordWindow, options: PinentryOptions): Promise<WindowAnswer<Buffer>> {
  return converse(window, options, async (pinentry) => bytesOf(await typedPassword(pinentry, options)));
}

/** Asks for a password that is to be made, until both inputs hold the same. The bytes are the receiver's to wipe. */
export function askNewPassword(window: NewPasswordWindow, options: PinentryOptions): Promise<WindowAnswer<Buffer>> {
  return converse(window, options, async (pinentry) => {
    await pinentry.command('SETREPEAT', withoutNul(window.repeat));
    await pinentry.command('SETREPEATERROR', withoutNul(window.mismatch));
    for (;;) {
      const first = await typedPassword(pinentry, options);
      if (first.kind !== 'answered' || first.value.repeated) return bytesOf(first);
      // A pinentry with one input only shows the same window again.
      await pinentry.command('SETPROMPT', withoutNul(window.repeat));
      const second = await typedPassword(pinentry, options);
      const same = second.kind === 'answered' && second.value.bytes.equals(first.value.bytes);
      if (second.kind === 'answered') second.value.bytes.fill(0);
      if (same) return bytesOf(first);
      first.value.bytes.fill(0);
      if (second.kind !== 'answered') return second;
      await pinentry.command('SETPROMPT', withoutNul(window.prompt));
      await pinentry.command('SETERROR', withoutNul(window.mismatch));
    }
  });
}

/** Opens the window's program, says all that the window shows, and closes it when `ask` is done. */
async function converse(
  window: PasswordWindow,
  options: PinentryOptions,
  ask: (pinentry: AssuanConnection) => Promise<WindowAnswer<Buffer>>,
): Promise<WindowAnswer<Buffer>> {
  if (options.signal.aborted) return { kind: 'cancelled' };
  const process = startWindow(options.program, [], options);
  if (!process) return { kind: 'unavailable' };
  const pinentry = new AssuanConnection(process.stdin, process.stdout);
  const ready = await prepare(pinentry, window, options);
  const answer: WindowAnswer<Buffer> = ready ? await ask(pinentry) : { kind: 'unavailable' };
  process.kill();
  const end = await process.ended;
  if (end.kind === 'cancelled' || end.kind === 'timeout') {
    if (answer.kind === 'answered') answer.value.fill(0);
    return { kind: end.kind };
  }
  return answer;
}

/** False where the pinentry opens no window, or cannot show all that ours is to say. */
async function prepare(pinentry: AssuanConnection, window: PasswordWindow, options: PinentryOptions): Promise<boolean> {
  if (!(await opensWindow(pinentry))) return false;
  const text = WINDOW_TEXT[options.language];

  // A pinentry need not know every option; without one it only looks plainer.
  const locale = utf8Locale(options.env);
  await pinentry.command('OPTION', `lc-ctype=${locale}`);
  await pinentry.command('OPTION', `lc-messages=${options.language.replace('-', '_')}.UTF-8`);
  await pinentry.command('OPTION', 'no-grab');
  await pinentry.command('OPTION', `default-capshint=${text.capsLock}`);
  await pinentry.command('OPTION', `default-tt-visi=${text.showPassword}`);
  await pinentry.command('OPTION', `default-tt-hide=${text.hidePassword}`);
  await pinentry.command('SETTIMEOUT', String(Math.ceil(options.timeoutMs / 1000)));

  const settings: [command: string, value: string | undefined][] = [
    ['SETTITLE', window.title],
    ['SETDESC', window.description],
    ['SETPROMPT', window.prompt],
    ['SETOK', window.ok],
    ['SETCANCEL', window.cancel],
    ['SETERROR', window.error],
  ];
  for (const [command, value] of settings) {
    if (value === undefined) continue;
    const reply = await pinentry.command(command, withoutNul(value));
    if (reply.kind !== 'ok') return false;
  }
  return true;
}

interface Typed {
  readonly bytes: Buffer;
  /** The window had two inputs, which held the same. */
  readonly repeated: boolean;
}

function bytesOf(answer: WindowAnswer<Typed>): WindowAnswer<Buffer> {
  return answer.kind === 'answered' ? { kind: 'answered', value: answer.value.bytes } : answer;
}

async function typedPassword(pinentry: AssuanConnection, { language }: PinentryOptions): Promise<WindowAnswer<Typed>> {
  for (;;) {
    const reply = await pinentry.command('GETPIN');
    if (reply.kind === 'broken') return { kind: 'unavailable' };
    if (reply.kind === 'error') return refusal(reply.code);
    if (reply.statuses.includes('PASSWORD_FROM_CACHE')) {
      reply.data.fill(0);
      return { kind: 'unavailable' };
    }
    if (reply.data.length > 0) {
      const repeated = reply.statuses.includes('PIN_REPEATED');
      return { kind: 'answered', value: { bytes: reply.data, repeated } };
    }
    // Enter on an empty input would cost the token one of its tries.
    await pinentry.command('SETERROR', WINDOW_TEXT[language].emptyPassword);
  }
}

/** Whether the pinentry can be started and would open a window of the desktop. */
export async function pinentryAvailable(program: string, limits: WindowLimits): Promise<boolean> {
  const process = startWindow(program, [], limits);
  if (!process) return false;
  const available = await opensWindow(new AssuanConnection(process.stdin, process.stdout));
  process.kill();
  await process.ended;
  return available;
}

async function opensWindow(pinentry: AssuanConnection): Promise<boolean> {
  const greeting = await pinentry.greeting();
  if (greeting.kind !== 'ok') return false;
  const flavor = await pinentry.command('GETINFO', 'flavor');
  // Old pinentries do not know the question.
  if (flavor.kind !== 'ok') return flavor.kind === 'error';
  return !NO_WINDOW.test(flavor.data.toString('latin1'));
}

function refusal(code: number): WindowAnswer<never> {
  if (code === GPG_ERR_CANCELED || code === GPG_ERR_FULLY_CANCELED) return { kind: 'cancelled' };
  return { kind: code === GPG_ERR_TIMEOUT ? 'timeout' : 'unavailable' };
}

/** In a pinentry a NUL would end the text, and hide what follows. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}
