import type { Page } from 'puppeteer';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { until } from './wait.js';

/**
 * Runs an expression where the page's relay runs, with all that a renderer can do in the name of our content script;
 * resolves with the value of its promise. The page must be served.
 */
export async function inRelayWorld(page: Page, expression: string): Promise<unknown> {
  const client = await page.createCDPSession();
  const worlds: number[] = [];
  client.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === `chrome-extension://${EXTENSION_ID}`) worlds.push(context.id);
  });
  await client.send('Runtime.enable');
  const contextId = await until('the relay’s world', () => worlds[0]);
  const options = { contextId, awaitPromise: true, returnByValue: true };
  const answer = await client.send('Runtime.evaluate', { ...options, expression });
  await client.detach();
  if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? expression);
  return answer.result.value;
}
