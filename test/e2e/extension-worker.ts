import { appendFileSync } from 'node:fs';
import type { Browser, CDPSession, Target } from 'puppeteer';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { until } from './wait.js';

/**
 * The extension's service worker, over a protocol session of its own for each life of it. (Puppeteer's own
 * worker object can wait for ever for a worker that the browser has just replaced.)
 */
export class ExtensionWorker {
  private session: CDPSession | null = null;

  /** Writes every frame between the worker and the bridge to `frames`: `> ` sent, `< ` received. */
  constructor(
    private readonly browser: Browser,
    private readonly frames: string,
  ) {
    browser.on('targetcreated', this.attach);
    browser.on('targetdestroyed', (target) => {
      if (isWorker(target)) this.session = null;
    });
    for (const target of browser.targets()) this.attach(target);
  }

  /** Resolves when the worker runs and, where sites are enabled, their content scripts are registered. */
  async ready(withSites: boolean): Promise<void> {
    const ask = withSites
      ? 'chrome.scripting.getRegisteredContentScripts().then((scripts) => scripts.length > 0)'
      : 'Promise.resolve(true)';
    await until('the extension to be ready', () => this.evaluate(ask));
  }

  /** Ends the worker as the browser does when it is short of memory; resolves when it is gone. */
  async kill(): Promise<void> {
    const target = this.browser.targets().find(isWorker);
    if (!target) return;
    const gone = new Promise<void>((resolve) => {
      const destroyed = (other: Target): void => {
        if (other !== target) return;
        this.browser.off('targetdestroyed', destroyed);
        resolve();
      };
      this.browser.on('targetdestroyed', destroyed);
    });
    // The browser ends a worker that is closed only when nobody listens to it any more.
    await this.session?.detach();
    this.session = null;
    await (await target.worker())?.close();
    await gone;
  }

  private async evaluate(expression: string): Promise<boolean> {
    try {
      const answer = await this.session?.send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      return answer?.result.value === true;
    } catch {
      // The worker has just been replaced; its successor is asked next.
      return false;
    }
  }

  private readonly attach = (target: Target): void => {
    if (!isWorker(target)) return;
    this.record(target).catch(() => {
      // It was gone before the session was there, so there was nothing to record.
      appendFileSync(this.frames, '# a worker ended at once\n');
    });
  };

  private async record(target: Target): Promise<void> {
    const session = await target.createCDPSession();
    const write = (mark: string, data: string): void => appendFileSync(this.frames, `${mark} ${data}\n`);
    session.on('Network.webSocketFrameSent', ({ response }) => write('>', response.payloadData));
    session.on('Network.webSocketFrameReceived', ({ response }) => write('<', response.payloadData));
    await session.send('Network.enable');
    this.session = session;
  }
}

function isWorker(target: Target): boolean {
  return target.type() === 'service_worker' && target.url().includes(EXTENSION_ID);
}
