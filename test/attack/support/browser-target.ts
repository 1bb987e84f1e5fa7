import type { Frame, Page } from 'puppeteer';
import { VENDOR_PORT } from '../../../extension/messages/names.js';
import { ownHost } from '../../e2e/bridge-host.js';
import { type Stack, startStack } from '../../e2e/harness.js';
import { type Portal, startPortal } from '../../portal/server.js';
import type { Build } from './build.js';

/** The whole product in Chromium: an enabled portal, a page of the same host on another port, and a stranger. */
export class BrowserTarget {
  private constructor(
    readonly stack: Stack,
    readonly portal: Portal,
    /** On the portal's host, which the extension may run on; only its port is not the enabled one. */
    readonly neighbour: Portal,
    readonly stranger: Portal,
    /** On this computer: the browser lets its pages connect to other programs here. */
    readonly local: Portal,
  ) {}

  static async start(build: Build): Promise<BrowserTarget> {
    const portals = await Promise.all(
      ['portal.test', 'portal.test', 'stranger.test', '127.0.0.1'].map((host) => startPortal({ issuers: [], host })),
    );
    const [portal, neighbour, stranger, local] = portals as [Portal, Portal, Portal, Portal];
    try {
      const bridge = await build.bridge();
      const stack = await startStack({
        origins: [portal.origin],
        strangers: [neighbour.origin, stranger.origin],
        extensionFolder: await build.extension(),
        host: { ...ownHost, install: async () => [process.execPath, `${bridge}/main.js`] },
      });
      return new BrowserTarget(stack, portal, neighbour, stranger, local);
    } catch (error) {
      await Promise.all(portals.map((one) => one.close()));
      throw error;
    }
  }

  open(origin: string): Promise<Page> {
    return this.stack.open(`${origin}/blank.html`);
  }

  /** A page of that origin with a page of the portal in a frame. */
  async embed(origin: string): Promise<{ readonly page: Page; readonly frame: Frame }> {
    const embedded = encodeURIComponent(`${this.portal.origin}/blank.html`);
    const page = await this.stack.open(`${origin}/frame.html?src=${embedded}`);
    const frame = await page.waitForFrame((candidate) => candidate !== page.mainFrame());
    await frame.waitForFunction(() => document.readyState === 'complete');
    return { page, frame };
  }

  /** How a page's socket ends up, by default the vendor's. */
  openSocket(frame: Frame, url = 'ws://localhost:17212/test', subprotocols: string[] = []): Promise<'open' | 'closed'> {
    return frame.evaluate(
      (...args) =>
        new Promise<'open' | 'closed'>((resolve) => {
          const socket = new WebSocket(...args);
          socket.onopen = () => resolve('open');
          socket.onclose = () => resolve('closed');
        }),
      url,
      subprotocols,
    );
  }

  /**
   * Runs a function, given as its source, where our content scripts run in the page, or in the one frame of it: as
   * whoever has taken over the process of that page. Answers with its result.
   */
  async asContentScript(page: Page, script: string, frame?: Frame): Promise<string> {
    await page.bringToFront();
    const frameId = frame ? await this.frameId(frame) : 0;
    const answer = await this.stack.inWorker(`(async () => {
      const [{ id: tabId }] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      const target = { tabId, frameIds: [${frameId}] };
      const [{ result }] = await chrome.scripting.executeScript({ target, func: ${script} });
      return result;
    })()`);
    return String(answer);
  }

  async close(): Promise<void> {
    await this.stack.close();
    await Promise.all([this.portal, this.neighbour, this.stranger, this.local].map((one) => one.close()));
  }

  /** The browser's number of a frame, which it tells the extension of each port from there. */
  private async frameId(frame: Frame): Promise<number> {
    await this.stack.inWorker(`(async () => {
      globalThis.frameOfLastPort = new Promise((resolve) => {
        chrome.runtime.onConnect.addListener(({ sender }) => resolve(sender.frameId));
      });
    })()`);
    await this.openSocket(frame);
    return Number(await this.stack.inWorker('globalThis.frameOfLastPort'));
  }
}

/** Source of a function that opens a vendor socket's port with these ancestors; answers what the extension says first. */
export function openVendorPort(ancestors: readonly string[]): string {
  const open = { type: 'open', socket: '0'.repeat(32), service: 'certificate', ancestors };
  return `() => new Promise((resolve) => {
    const port = chrome.runtime.connect({ name: ${JSON.stringify(VENDOR_PORT)} });
    port.onMessage.addListener(({ type }) => { resolve(type); port.disconnect(); });
    port.onDisconnect.addListener(() => resolve('disconnected'));
    port.postMessage(${JSON.stringify(open)});
  })`;
}

/** Source of a function that sends messages; answers the replies that came, as JSON. */
export function sendMessages(messages: readonly object[]): string {
  return `async () => {
    const replies = [];
    for (const message of ${JSON.stringify(messages)}) {
      const reply = await chrome.runtime.sendMessage(message).catch(() => undefined);
      if (reply !== undefined && reply !== null) replies.push(reply);
    }
    return JSON.stringify(replies);
  }`;
}
