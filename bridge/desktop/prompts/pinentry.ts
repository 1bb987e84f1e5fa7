import type { Language } from '../../../shared/text/language.js';
import { WINDOW_TEXT } from '../../../shared/text/windows.js';
import type { PasswordWindow, WindowAnswer } from '../../ports.js';
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
export async function askPassword(window: PasswordWindow, options: PinentryOptions): Promise<WindowAnswer<Buffer>> {
  if (options.signal.aborted) return { kind: 'cancelled' };
  const process = startWindow(options.program, [], options);
  if (!process) return { kind: 'unavailable' };
  const answer = await converse(new AssuanConnection(process.stdin, process.stdout), window, options);
  process.kill();
  const end = await process.ended;
  if (end.kind === 'cancelled' || end.kind === 'timeout') {
    if (answer.kind === 'answered') answer.value.fill(0);
    return { kind: end.kind };
  }
  return answer;
}

async function converse(
  pinentry: AssuanConnection,
  window: PasswordWindow,
  options: PinentryOptions,
): Promise<WindowAnswer<Buffer>> {
  if (!(await opensWindow(pinentry))) return { kind: 'unavailable' };
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
    if (reply.kind !== 'ok') return { kind: 'unavailable' };
  }

  for (;;) {
    const reply = await pinentry.command('GETPIN');
    if (reply.kind === 'broken') return { kind: 'unavailable' };
    if (reply.kind === 'error') return refusal(reply.code);
    if (reply.statuses.includes('PASSWORD_FROM_CACHE')) {
      reply.data.fill(0);
      return { kind: 'unavailable' };
    }
    if (reply.data.length > 0) return { kind: 'answered', value: reply.data };
    // Enter on an empty input would cost the token one of its tries.
    await pinentry.command('SETERROR', text.emptyPassword);
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
