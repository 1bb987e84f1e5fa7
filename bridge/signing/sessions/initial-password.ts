/** The password with which the CA hands out its tokens; as ASCII. */
const INITIAL = Buffer.from('123456');

/** Whether a typed password is the one that every token begins with. The time it takes tells the length at most. */
export function isInitialPassword(password: Buffer): boolean {
  let difference = password.length ^ INITIAL.length;
  for (const [at, byte] of INITIAL.entries()) difference |= (password[at] ?? 0) ^ byte;
  return difference === 0;
}
