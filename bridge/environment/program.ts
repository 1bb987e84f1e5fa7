import type { Environment } from '../../shared/protocol/environment-get.js';

const OF_32_BITS: ReadonlySet<string> = new Set(['arm', 'ia32', 'mips', 'mipsel']);

/** What kind of program the bridge itself is: a maker's library must be of the same. */
export function ownProgram(arch: string = process.arch): Environment['program'] {
  return { arch, bits: OF_32_BITS.has(arch) ? 32 : 64 };
}
