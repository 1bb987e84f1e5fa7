/** What a signature is for, as far as anybody says. The names never change their meaning: records hold them. */
export const PURPOSES = ['login', 'bind', 'submit', 'seal', 'password', 'other'] as const;

export type Purpose = (typeof PURPOSES)[number];

export function isPurpose(name: string): name is Purpose {
  return (PURPOSES as readonly string[]).includes(name);
}
