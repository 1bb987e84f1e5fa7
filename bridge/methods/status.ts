import { success } from '../../shared/protocol/reasons.js';
import type { Prompts } from '../ports.js';
import type { Handler } from './handler.js';

export function statusHandler(bridge: { version: string; demo: boolean; prompts: Prompts }): Handler<'status'> {
  return async () => success({ version: bridge.version, demo: bridge.demo, windows: await bridge.prompts.available() });
}
