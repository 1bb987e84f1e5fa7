import { build } from 'esbuild';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer';
import { CHROMIUM } from '../chromium.js';
import type { Hosts } from './scenarios.js';
import { startServer, type TestServer } from './server.js';

/** What a page with the replacement calls the test server. */
export const VENDOR: Hosts = { service: 'localhost:17212', refused: '127.0.0.1:17214' };

export interface Scripts {
  /** The replacement, minified as a product build has it. */
  readonly socket: string;
  readonly relay: string;
}

export interface Bench {
  readonly browser: Browser;
  readonly server: TestServer;
  readonly scripts: Scripts;
  close(): Promise<void>;
}

/** A test page: `evaluate` runs an expression in the page and waits for its promise. */
export interface TestPage {
  readonly session: CDPSession;
  evaluate(expression: string): Promise<unknown>;
  /** Also ends handshakes that are still under way, which would hold up the next page's: Chromium runs one per address. */
  close(): Promise<void>;
}

/** Bundles a script of this folder, or of the path relative to it. */
export async function bundle(path: string, globalName?: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL(path, import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome109',
    minify: true,
    ...(globalName && { globalName }),
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`nothing built from ${path}`);
  return output.text;
}

export async function openBench(): Promise<Bench> {
  const server = await startServer();
  const socket = await bundle('../../../extension/content/page/socket.iife.ts');
  const relay = await bundle('relay.iife.ts');
  const browser = await puppeteer.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    browser,
    server,
    scripts: { socket, relay },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** A page of the test server, as it is, or with the replacement (in its own world) and the relay (in an isolated one). */
export async function openPage(bench: Bench, kind: 'native' | 'replaced'): Promise<TestPage> {
  const page = await bench.browser.newPage();
  const session = await page.createCDPSession();
  if (kind === 'replaced') await replace(bench, page, session);
  await page.goto(`http://${bench.server.service}/`);
  return {
    session,
    close: () => page.close(),
    // Not page.evaluate: that runs code of its own in the page, which a test may have made unusable.
    async evaluate(expression) {
      const options = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', options);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
  };
}

async function replace({ server, scripts }: Bench, page: Page, session: CDPSession): Promise<void> {
  const hosts = { [VENDOR.service]: server.service, [VENDOR.refused]: server.refused };
  await session.send('Page.enable');
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `globalThis.relayHosts = ${JSON.stringify(hosts)};${scripts.relay}`,
    worldName: 'relay',
  });
  await page.evaluateOnNewDocument(scripts.socket);
}
