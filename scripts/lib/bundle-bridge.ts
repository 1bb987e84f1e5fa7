import path from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = path.join(import.meta.dirname, '../..');

/** pkcs11js asks for its native part where it was built; in the product it lies beside the bundles. */
const nativePart: Plugin = {
  name: 'native-part',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/pkcs11\.node$/ }, () => ({ path: './native/pkcs11.node', external: true }));
  },
};

/** The bridge's program, and one for each process that it starts, by the name of its bundle. */
export const BRIDGE_PROGRAMS: Readonly<Record<string, string>> = {
  main: 'bridge/main.ts',
  'make-demo': 'bridge/demo/make.ts',
  'driver-pkcs12': 'bridge/tokens/pkcs12/driver.ts',
  'driver-pkcs11': 'bridge/tokens/pkcs11/driver.ts',
};

/**
 * Bundles programs of the bridge for Node 18.18 into `outdir`, the name of each by the path of its source from the
 * root. Answers how many warnings the bundler gave.
 */
export async function bundleBridge(
  programs: Readonly<Record<string, string>>,
  outdir: string,
  plugins: Plugin[] = [],
): Promise<number> {
  const { warnings } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(programs).map(([out, source]) => ({ in: source, out })),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18.18',
    plugins: [nativePart, ...plugins],
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    // Optional native parts of ws: it falls back to JavaScript where they are missing.
    external: ['bufferutil', 'utf-8-validate'],
    legalComments: 'external',
    logLevel: 'warning',
  });
  return warnings.length;
}
