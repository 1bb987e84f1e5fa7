/** Child process that calls a PKCS#11 module for a test: the module may crash it or hang. */
import pkcs11js from 'pkcs11js';

export interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
}
export type Reply = { readonly value: unknown } | { readonly error: string };

const module = process.argv[2];
if (module === undefined || process.send === undefined) throw new Error('to be forked with the path of a module');
const pkcs11 = new pkcs11js.PKCS11();
pkcs11.load(module);

process.on('message', ({ method, args }: Call) => {
  const reply = (message: Reply) => process.send?.(message);
  const found: unknown = Reflect.get(pkcs11, method);
  if (typeof found !== 'function') throw new TypeError(`no method ${method}`);
  Promise.resolve()
    .then(() => Reflect.apply(found, pkcs11, args) as unknown)
    .then(
      (value) => reply({ value }),
      (error: unknown) => reply({ error: error instanceof Error ? error.message : String(error) }),
    );
});
