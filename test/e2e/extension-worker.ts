import type { Browser, CDPSession, Target } from 'puppeteer';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { until } from './wait.js';

export interface WorkerFrame {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly from: 'extension' | 'bridge';
  readonly data: string;
}

/**
 * The extension's service worker, over a protocol session of its own for each life of it. (Puppeteer's own
 * worker object can wait for ever for a worker that the browser has just replaced.)
 */
export class ExtensionWorker {
  private session: CDPSession | null = null;
  /** Whose session that is: after an update the next worker may be there before the last one is gone. */
  private target: Target | null = null;

  /** Adds every frame between the worker and the bridge to `frames`. */
  constructor(
    private readonly browser: Browser,
    private readonly frames: WorkerFrame[],
  ) {
    browser.on('targetcreated', this.attach);
    browser.on('targetdestroyed', (target) => {
      if (target === this.target) this.session = null;
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
    const gone = this.gone();
    await this.letGo();
    await (await target.worker())?.close();
    await gone;
  }

  private async gone(): Promise<void> {
    const target = this.browser.targets().find(isWorker);
    await new Promise<void>((resolve) => {
      const destroyed = (other: Target): void => {
        if (other !== target) return;
        this.browser.off('targetdestroyed', destroyed);
        resolve();
      };
      this.browser.on('targetdestroyed', destroyed);
    });
  }

  /** The browser ends a worker only when nobody listens to it any more. */
  private async letGo(): Promise<void> {
    await this.session?.detach();
    this.session = null;
  }

  /** Runs an expression in the worker; resolves with the value of its promise. */
  async run(expression: string): Promise<unknown> {
    const session = await until('the extension', () => this.session);
    const answer = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? expression);
    return answer.result.value;
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
    this.record(target).catch((error: Error) => {
      // It was gone before the session was there, so there was nothing to record.
      process.emitWarning(`a service worker ended at once: ${error.message}`);
    });
  };

  private async record(target: Target): Promise<void> {
    const session = await target.createCDPSession();
    const note = (from: WorkerFrame['from'], data: string): void => {
      this.frames.push({ at: Date.now(), from, data });
    };
    session.on('Network.webSocketFrameSent', ({ response }) => note('extension', response.payloadData));
    session.on('Network.webSocketFrameReceived', ({ response }) => note('bridge', response.payloadData));
    await session.send('Network.enable');
    this.session = session;
    this.target = target;
  }
}

function isWorker(target: Target): boolean {
  return target.type() === 'service_worker' && target.url().includes(EXTENSION_ID);
}
