import { expect, test, vi } from 'vitest';

vi.mock('webextension-polyfill', () => {
  const bound = {
    schemaVersion: 1,
    bound: [
      { origin: 'https://a.test', certificate: 'c1' },
      { origin: 'https://b.test', certificate: 'c2' },
      { origin: 'https://b.test', certificate: 'c3', loggedIn: false },
    ],
  };
  return {
    default: {
      storage: {
        onChanged: { addListener() {} },
        local: { get: async () => ({ bound }) },
        session: { get: async () => ({}) },
      },
    },
  };
});
const { ChecksView } = await import('./view.js');

test('a certificate that is bound to one portal is not shown as bound to another', async () => {
  const view = new ChecksView(() => {});
  await view.load();
  expect(view.boundTo('https://a.test')).toEqual(['c1']);
  expect(view.boundTo('https://b.test')).toEqual(['c2', 'c3']);
  expect(view.loggedInTo('https://b.test')).toEqual(['c2']);
  expect(view.boundTo(null)).toEqual([]);
});
