/** What a window's program needs from the desktop session; nothing else of the bridge's environment reaches it. */
const PASSED = [
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'XDG_SESSION_TYPE',
  'XDG_CURRENT_DESKTOP',
  'XDG_CONFIG_HOME',
  'XDG_CONFIG_DIRS',
  'XDG_DATA_DIRS',
  'DBUS_SESSION_BUS_ADDRESS',
  'HOME',
  'PATH',
  'LANGUAGE',
  'XMODIFIERS',
  'GTK_THEME',
  'GTK_IM_MODULE',
  'QT_IM_MODULE',
  'GDK_SCALE',
  'GDK_DPI_SCALE',
  'GDK_BACKEND',
  'QT_SCALE_FACTOR',
  'QT_QPA_PLATFORMTHEME',
] as const;

/** Whether a window can be opened at all; Windows has no variable that says so. */
export function hasDisplay(env: NodeJS.ProcessEnv): boolean {
  return process.platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** The session's character set if it is UTF-8, else the one that every system has. */
export function utf8Locale(env: NodeJS.ProcessEnv): string {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return /\.utf-?8$/i.test(locale) ? locale : 'C.UTF-8';
}

/**
 * The environment of a window's program. Always UTF-8: in another locale GTK refuses our texts. For all categories: where any names
 * a locale that is not installed, GTK takes the plain C.
 */
export function windowEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const passed: NodeJS.ProcessEnv = {};
  for (const name of PASSED) {
    if (env[name] !== undefined) passed[name] = env[name];
  }
  passed.LC_ALL = utf8Locale(env);
  return passed;
}
