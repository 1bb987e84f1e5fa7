import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, CDPSession, Page, Protocol } from 'puppeteer';
import { until } from './wait.js';

/**
 * Runs what the server hands it, one after the other and each in a timer of its own, and posts the result: `page.evaluate` would count as a
 * click of the user, after which no window is blocked for seconds.
 */
const PAGE = `<!doctype html><meta charset="utf-8"><title>page</title><style>body { margin: 0; font: 16px sans-serif } h1 { margin: 0 }</style>
<h1>网上办事大厅</h1><p id="text">第一行</p><script>
(async () => {
  for (;;) {
    const source = await (await fetch('/next')).text();
    if (source === '') continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    let result;
    try { result = String(await (0, eval)(source)); } catch (error) { result = error.name + ': ' + error.message; }
    await fetch('/result', { method: 'POST', body: result });
  }
})();
</script>`;

/** Pages that open windows by themselves, and what became of it. */
export class PopupServer {
  private command: { readonly source: string; readonly done: (text: string) => void } | null = null;
  private waiting: ServerResponse | null = null;
  /** Paths of the windows' pages that were asked for. */
  readonly opened: string[] = [];
  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly port: number,
  ) {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  static async start(): Promise<PopupServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new PopupServer(server, (server.address() as AddressInfo).port);
  }

  /** Runs an expression in the page, with no click of anybody; resolves with its value as text. One at a time. */
  run(expression: string): Promise<string> {
    return new Promise((done) => {
      this.command = { source: expression, done };
      this.handOut();
    });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/next') {
      // A page that was left asks no more; its request is answered with nothing to do.
      this.waiting?.end();
      this.waiting = response;
      // One that was handed to a page that was just leaving has no result, so it comes again.
      this.handOut();
    } else if (request.url === '/result') {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      response.end();
      const { command } = this;
      this.command = null;
      command?.done(body);
    } else {
      const isWindow = request.url?.startsWith('/window') === true;
      if (isWindow) this.opened.push(request.url ?? '');
      response.setHeader('content-type', 'text/html; charset=utf-8').end(isWindow ? '<title>window</title>' : PAGE);
    }
  }

  private handOut(): void {
    if (this.waiting === null || this.command === null) return;
    this.waiting.end(this.command.source);
    this.waiting = null;
  }
}

/** The bar on a page, as whoever sits in front of it sees it: its shadow root is closed to scripts. */
export class SeenBar {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  static async of(page: Page): Promise<SeenBar> {
    return new SeenBar(page, await page.createCDPSession());
  }

  /** All of its visible text, with the buttons’; null where there is no bar. */
  async text(): Promise<string | null> {
    const root = await this.root();
    return root === null ? null : textOf(root);
  }

  /** Where a button lies, once it is there. */
  async place(label: string): Promise<{ x: number; y: number }> {
    const button = await until(`the button ${label}`, async () => {
      const root = await this.root();
      return root === null ? null : find(root, (node) => node.nodeName === 'BUTTON' && textOf(node) === label);
    });
    const { model } = await this.session.send('DOM.getBoxModel', { backendNodeId: button.backendNodeId });
    const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  }

  /** Clicks a button with the mouse until what that does is seen: a click on what has just appeared counts for nothing. */
  async click(label: string, done: () => Promise<boolean> | boolean): Promise<void> {
    const { x, y } = await this.place(label);
    await until(`a click on ${label}`, async () => {
      if (await done()) return true;
      await this.page.mouse.click(x, y);
      return done();
    });
  }

  private async root(): Promise<Protocol.DOM.Node | null> {
    const { root } = await this.session.send('DOM.getDocument', { depth: -1, pierce: true });
    const host = find(
      root,
      (node) => node.shadowRoots?.some(({ shadowRootType }) => shadowRootType === 'closed') === true,
    );
    return host?.shadowRoots?.[0] ?? null;
  }
}

/** Closes the next window of that address from outside as soon as it shows its page, as a program that blocks windows does. */
export async function closeAtOnce(browser: Browser, address: string): Promise<void> {
  const session = await browser.target().createCDPSession();
  const { targetId } = await until('the window', async () => {
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.find(({ url }) => url === address);
  });
  // As long as the page takes to see that it is there.
  await delay(300);
  await session.send('Target.closeTarget', { targetId });
  await session.detach();
}

function find(node: Protocol.DOM.Node, wanted: (node: Protocol.DOM.Node) => boolean): Protocol.DOM.Node | null {
  if (wanted(node)) return node;
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) {
    const found = find(child, wanted);
    if (found) return found;
  }
  return null;
}

function textOf(node: Protocol.DOM.Node): string {
  if (node.attributes?.includes('hidden')) return '';
  return node.nodeValue + (node.children ?? []).map(textOf).join('');
}
