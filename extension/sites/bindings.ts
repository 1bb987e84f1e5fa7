import * as z from 'zod/mini';
import data from './bindings.json';

const words = z.array(z.strictObject({ contains: z.string().check(z.minLength(2)), source: z.string() }));
const bindings = z
  .strictObject({
    schemaVersion: z.literal(1),
    /** Looked for without regard to white space. */
    unbound: words,
    bound: words,
    loggedIn: words,
  })
  .parse(data);

export interface BindingFacts {
  /** Null where the page says nothing of it. */
  readonly binding: 'bound' | 'unbound' | null;
  readonly loggedIn: boolean;
}

/** Whether the user's certificate is bound to the portal, by what one of its pages shows. */
export function readBinding(text: string): BindingFacts {
  const plain = text.replace(/\s+/g, '');
  const says = (list: typeof bindings.bound): boolean => list.some(({ contains }) => plain.includes(contains));
  const binding = says(bindings.unbound) ? 'unbound' : says(bindings.bound) ? 'bound' : null;
  return { binding, loggedIn: says(bindings.loggedIn) };
}
