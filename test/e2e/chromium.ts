/** The system's Chromium; another one by the environment. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
