import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build as buildByEsbuild } from 'esbuild';
import { build as buildByVite } from 'vite';
import { vi } from 'vitest';
import { BRIDGE_PROGRAMS, bundleBridge } from '../../../scripts/lib/bundle-bridge.js';
import type { Mutation } from '../attack.js';
import { BrowserTarget } from './browser-target.js';
import { MutatedSource, ROOT } from './mutated-source.js';

const VITE_CONFIG = 'vite.config.ts';

/**
 * The product as it is built, or without a line of defence. Parts are made when they are asked for, and only where the
 * mutations touch them.
 */
export class Build {
  private readonly source: MutatedSource;
  private readonly folder = mkdtempSync(join(tmpdir(), 'attack-build-'));
  private readonly folders = [this.folder];
  private made: { bridge?: Promise<string>; extension?: Promise<string>; browser?: Promise<BrowserTarget> } = {};

  constructor(mutations: readonly Mutation[] = []) {
    this.source = new MutatedSource(mutations);
  }

  /** Folder of the bridge's programs. */
  bridge(): Promise<string> {
    this.made.bridge ??= this.buildBridge();
    return this.made.bridge;
  }

  /** Folder of the unpacked extension that reads its sites from preset.json. */
  extension(): Promise<string> {
    this.made.extension ??= this.buildExtension();
    return this.made.extension;
  }

  /** A file of the product, by its path from the root. */
  text(file: string): string {
    return this.source.text(file);
  }

  /** A program of the tests, by its source from the root, with the product's parts that it imports. */
  async program(source: string): Promise<string> {
    const name = basename(source, '.ts');
    await bundleBridge({ [name]: source }, this.folder, [this.source.forEsbuild()]);
    return join(this.folder, `${name}.js`);
  }

  /** The whole of it with a browser, the same for all who ask. */
  browser(): Promise<BrowserTarget> {
    this.made.browser ??= BrowserTarget.start(this);
    return this.made.browser;
  }

  /** @throws Error where a mutation went into nothing that was attacked */
  assertMutated(): void {
    this.source.assertUsed();
  }

  async close(): Promise<void> {
    await (await this.made.browser)?.close();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }

  private async buildBridge(): Promise<string> {
    const built = join(ROOT, 'dist/bridge');
    if (!this.source.touches('bridge', 'shared')) return built;
    const own = join(this.folder, 'bridge');
    cpSync(built, own, { recursive: true });
    await bundleBridge(BRIDGE_PROGRAMS, own, [this.source.forEsbuild()]);
    return own;
  }

  private async buildExtension(): Promise<string> {
    if (!this.source.touches('extension', 'shared', VITE_CONFIG)) return join(ROOT, 'dist/extension-preset');
    const outDir = join(this.folder, 'extension');
    // A part of it tells of its work whatever the level of the log is.
    const told = vi.spyOn(console, 'log').mockReturnValue(undefined);
    await buildByVite({
      root: ROOT,
      configFile: this.source.touches(VITE_CONFIG) ? this.ownViteConfig() : join(ROOT, VITE_CONFIG),
      mode: 'preset',
      logLevel: 'error',
      plugins: [this.source.forVite()],
      build: { outDir, emptyOutDir: true },
    }).finally(() => told.mockRestore());
    if (this.source.touches('extension/content')) await this.bundleContentScripts(outDir);
    return outDir;
  }

  /** Vite's build makes them in a build of their own, which knows no plugin of ours. */
  private async bundleContentScripts(outDir: string): Promise<void> {
    const scripts = readdirSync(join(ROOT, 'extension/content'), { recursive: true, encoding: 'utf8' });
    await buildByEsbuild({
      entryPoints: scripts
        .filter((file) => file.endsWith('.iife.ts'))
        .map((file) => join(ROOT, 'extension/content', file)),
      outbase: ROOT,
      outdir: outDir,
      bundle: true,
      format: 'iife',
      target: 'chrome109',
      plugins: [this.source.forEsbuild()],
    });
  }

  /** Where it finds the packages that it imports. */
  private ownViteConfig(): string {
    mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true });
    const folder = mkdtempSync(join(ROOT, 'node_modules/.cache/attack-'));
    this.folders.push(folder);
    const manifest = JSON.stringify(join(ROOT, 'manifest.json'));
    writeFileSync(join(folder, VITE_CONFIG), this.source.text(VITE_CONFIG).replace("'./manifest.json'", manifest));
    return join(folder, VITE_CONFIG);
  }
}
