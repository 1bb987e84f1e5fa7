// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { POPUP_PORT, SITE_STATUS } from '../messages/names.js';
import type { PopupPortReply } from '../messages/popup-port.js';

const { runtime, told } = vi.hoisted(() => {
  const listeners: ((reply: unknown) => void)[] = [];
  return {
    told: (reply: unknown) => {
      for (const listener of listeners) listener(reply);
    },
    runtime: {
      connect: vi.fn(() => ({
        onMessage: { addListener: (listener: (reply: unknown) => void) => listeners.push(listener) },
        onDisconnect: { addListener: () => {} },
      })),
      sendMessage: vi.fn((_: { type: string }) => new Promise(() => {})),
    },
  };
});
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime,
    tabs: { query: async () => [] },
    i18n: { getUILanguage: () => 'zh-CN' },
    storage: {
      local: { get: async () => ({}) },
      session: { get: async () => ({}) },
      onChanged: { addListener: () => {} },
    },
  },
}));

test.each<PopupPortReply['type']>(['recorded', 'changed'])(
  'the tab and its site are asked for anew after “%s”',
  async (type) => {
    await import('./main.js');
    expect(runtime.connect).toHaveBeenCalledWith({ name: POPUP_PORT });
    const asked = () => runtime.sendMessage.mock.calls.filter(([message]) => message.type === SITE_STATUS).length;
    await vi.waitFor(() => expect(asked()).toBeGreaterThan(0));
    const before = asked();
    told({ type } satisfies PopupPortReply);
    await vi.waitFor(() => expect(asked()).toBe(before + 1));
  },
);
