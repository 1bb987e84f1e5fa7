import * as z from 'zod/mini';
import data from './bindings.json';

const words = z.array(z.strictObject({ contains: z.string().check(z.minLength(2)), source: z.string() }));
const bindings = z
  .strictObject({
    schemaVersion: z.literal(1),
    /** Looked for without regard to white space. */
    unbound: words,
    bound: words,
    justBound: words,
    passwordChanged: words,
    loggedIn: words,
    byCertificate: words,
    byAccount: words,
  })
  .parse(data);

export interface BindingFacts {
  /** Null where the page says nothing of it. */
  readonly binding: 'bound' | 'unbound' | null;
  /** A certificate was bound just now: the one that was read, whichever the tab has used before. */
  readonly justBound: boolean;
  /** The portal's own password was changed just now. */
  readonly passwordChanged: boolean;
  readonly loggedIn: boolean;
  /** How somebody has logged in; null where the page does not say. */
  readonly by: 'certificate' | 'account' | null;
}

/** Whether the user's certificate is bound to the portal, by what one of its pages shows. */
export function readBinding(text: string): BindingFacts {
  const plain = text.replace(/\s+/g, '');
  const says = (list: typeof bindings.bound): boolean => list.some(({ contains }) => plain.includes(contains));
  const binding = says(bindings.unbound) ? 'unbound' : says(bindings.bound) ? 'bound' : null;
  return {
    binding,
    justBound: says(bindings.justBound),
    passwordChanged: says(bindings.passwordChanged),
    loggedIn: says(bindings.loggedIn),
    by: says(bindings.byAccount) ? 'account' : says(bindings.byCertificate) ? 'certificate' : null,
  };
}
