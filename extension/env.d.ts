/// <reference types="vite/client" />
/// <reference types="@crxjs/vite-plugin/client" />

/** True in the build for tests and the demo (`vite build --mode preset`); that branch is absent from the product. */
declare const __PRESET__: boolean;

interface Document {
  /** True until a prerendered page is shown, which `prerenderingchange` tells (Chrome 108). */
  readonly prerendering: boolean;
}
