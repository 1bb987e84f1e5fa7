/** How many days before its end a certificate is reminded of. */
export const REMINDER_DAYS = [60, 30, 7, 1] as const;
