import type { Language } from '../../../shared/text/language.js';
import type { Log, Prompts, WindowAnswer } from '../../ports.js';
import { hasDisplay, windowEnvironment } from './environment.js';
import { askNewPassword, askPassword, type PinentryOptions, pinentryAvailable } from './pinentry.js';
import type { WindowLimits } from './window-process.js';
import { askChoice, askConfirm, askEntry, showNotice, zenityAvailable } from './zenity.js';

/** How long the answer of `available` is kept, and how long a program may take for it, in milliseconds. */
const AVAILABLE_FOR = 5_000;
const PROBE_TIMEOUT = 5_000;

export interface LinuxPromptsOptions {
  /** A pinentry with a window of its own: a path, or a name that is looked up in PATH. */
  readonly pinentry: string;
  /** Zenity 3.44 or later: a path or a name. */
  readonly zenity: string;
  /** Time limit of each window, in milliseconds. */
  readonly timeoutMs: number;
  readonly language: Language;
  /** The desktop session's environment; this process's own unless given. */
  readonly env?: NodeJS.ProcessEnv;
  readonly log: Log;
}

/** The bridge's windows on a Linux desktop: the user's pinentry for passwords, zenity for the rest. */
export function createLinuxPrompts(options: LinuxPromptsOptions): Prompts {
  const session = options.env ?? process.env;
  const env = windowEnvironment(session);
  let lastProbe: { readonly at: number; readonly answer: ReturnType<Prompts['available']> } | null = null;

  async function open<T>(
    kind: Exclude<keyof Prompts, 'available'>,
    signal: AbortSignal,
    ask: (limits: WindowLimits) => Promise<WindowAnswer<T>>,
  ): Promise<WindowAnswer<T>> {
    const answer: WindowAnswer<T> = hasDisplay(session)
      ? await ask({ env, timeoutMs: options.timeoutMs, signal })
      : { kind: 'unavailable' };
    options.log.event('prompt', { window: kind, answer: answer.kind });
    return answer;
  }

  async function probe(): Promise<{ password: boolean; confirm: boolean }> {
    if (!hasDisplay(session)) return { password: false, confirm: false };
    const limits = { env, timeoutMs: PROBE_TIMEOUT, signal: new AbortController().signal };
    const [password, confirm] = await Promise.all([
      pinentryAvailable(options.pinentry, limits),
      zenityAvailable({ ...limits, program: options.zenity }),
    ]);
    return { password, confirm };
  }

  const pinentry = (limits: WindowLimits): PinentryOptions => ({
    ...limits,
    program: options.pinentry,
    language: options.language,
  });

  return {
    password: (window, signal) => open('password', signal, (limits) => askPassword(window, pinentry(limits))),
    newPassword: (window, signal) => open('newPassword', signal, (limits) => askNewPassword(window, pinentry(limits))),
    notice: async (window, signal) => {
      await open('notice', signal, (limits) => showNotice(window, { ...limits, program: options.zenity }));
    },
    confirm: (window, signal) =>
      open('confirm', signal, (limits) => askConfirm(window, { ...limits, program: options.zenity })),
    choose: (window, signal) =>
      open('choose', signal, (limits) => askChoice(window, { ...limits, program: options.zenity })),
    entry: (window, signal) =>
      open('entry', signal, (limits) => askEntry(window, { ...limits, program: options.zenity })),
    available: () => {
      const now = performance.now();
      if (!lastProbe || now - lastProbe.at > AVAILABLE_FOR) lastProbe = { at: now, answer: probe() };
      return lastProbe.answer;
    },
  };
}
