// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import { JOURNAL_ACCEPT, JOURNAL_STATE } from '../messages/names.js';

vi.mock('webextension-polyfill', () => {
  const event = { addListener: () => {} };
  return {
    default: {
      runtime: {
        getManifest: () => ({ version: '1.2.3' }),
        connect: () => ({ onMessage: event, onDisconnect: event }),
        sendMessage: async ({ type }: { type: string }) => {
          if (type === JOURNAL_STATE) return { broken: true };
          if (type === JOURNAL_ACCEPT) return { ok: false, reason: 'bridge.unreachable' };
          return new Promise(() => {});
        },
      },
      storage: { onChanged: event, local: { get: async () => ({}) }, session: { get: async () => ({}) } },
      i18n: { getUILanguage: () => 'zh-CN' },
    },
  };
});

test('a record that the bridge was not there to start over from says so', async () => {
  await import('./main.js');
  const { button } = RECORDS_TEXT['zh-CN'].accept;
  const found = () => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === button);
  await vi.waitFor(() => expect(found()).toBeDefined());
  found()?.click();
  await vi.waitFor(() => expect(document.body.textContent).toContain(REASON_TEXT['zh-CN']['bridge.unreachable'].what));
});
