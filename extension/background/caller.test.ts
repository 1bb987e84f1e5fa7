import { describe, expect, test } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { callerOf } from './caller.js';
import type { Sender } from './sender.js';

const PORTAL = 'http://portal.test:8080';
const OFFICE = 'https://office.test';
const ENABLED = new Set([PORTAL, OFFICE]);

const top: Sender = {
  id: EXTENSION_ID,
  origin: PORTAL,
  tab: { id: 7, url: `${PORTAL}/login` },
  frameId: 0,
  documentId: 'D1',
  documentLifecycle: 'active',
};
const frame: Sender = { ...top, frameId: 3, documentId: 'D2', tab: { id: 7, url: `${OFFICE}/` } };

function ask(sender: Sender, ancestors: readonly string[] = []) {
  return callerOf(sender, ancestors, EXTENSION_ID, ENABLED);
}

test('a document of an enabled origin is named by what the browser says of it', () => {
  expect(ask(top)).toEqual({
    ok: true,
    value: { origin: PORTAL, tab: 7, frame: 0, document: 'D1', ancestors: [] },
  });
});

test('ancestors that a top document claims to have are not believed', () => {
  expect(ask(top, [OFFICE])).toMatchObject({ ok: true, value: { ancestors: [] } });
});

test('a frame is served when every document around it is enabled', () => {
  expect(ask(frame, [PORTAL, OFFICE])).toEqual({
    ok: true,
    value: { origin: PORTAL, tab: 7, frame: 3, document: 'D2', ancestors: [PORTAL, OFFICE] },
  });
});

describe('refused as not enabled', () => {
  test.each<[string, Partial<Record<keyof Sender, unknown>>]>([
    ['another extension', { id: 'a'.repeat(32) }],
    ['no extension id', { id: undefined }],
    ['another host', { origin: 'http://evil.test:8080' }],
    ['another port', { origin: 'http://portal.test' }],
    ['another scheme', { origin: 'https://portal.test:8080' }],
    ['a sub-domain', { origin: 'http://a.portal.test:8080' }],
    ['an opaque origin (sandbox, data:)', { origin: 'null' }],
    ['no origin', { origin: undefined }],
    ['no tab', { tab: undefined }],
    ['a tab without id', { tab: { url: PORTAL } }],
    ['no frame id', { frameId: undefined }],
    ['no document id', { documentId: undefined }],
  ])('%s', (_, change) => {
    expect(ask({ ...top, ...change } as Sender)).toEqual({ ok: false, reason: 'site.notEnabled' });
  });

  test('an opaque origin even if "null" were in the list', () => {
    expect(callerOf({ ...top, origin: undefined }, [], EXTENSION_ID, new Set(['null']))).toMatchObject({ ok: false });
    expect(callerOf({ ...top, origin: 'null' }, [], EXTENSION_ID, new Set(['null']))).toMatchObject({ ok: false });
  });
});

describe('refused as a frame', () => {
  test.each<[string, Sender, readonly string[]]>([
    ['prerendered', { ...top, documentLifecycle: 'prerender' }, []],
    ['in the back/forward cache', { ...top, documentLifecycle: 'cached' }, []],
    ['of unknown lifecycle', { ...top, documentLifecycle: undefined }, []],
    ['below a foreign top', { ...frame, tab: { id: 7, url: 'http://evil.test/' } }, ['http://evil.test']],
    ['below a foreign top that it hides', { ...frame, tab: { id: 7, url: 'http://evil.test/' } }, [OFFICE]],
    ['below a top that the browser does not show us', { ...frame, tab: { id: 7 } }, [OFFICE]],
    ['below a foreign frame in between', frame, ['http://evil.test', OFFICE]],
    ['below an opaque frame', frame, ['null', OFFICE]],
    ['that reports no ancestors', frame, []],
    ['whose outermost ancestor is not the tab', frame, [OFFICE, PORTAL]],
  ])('%s', (_, sender, ancestors) => {
    expect(ask(sender, ancestors)).toEqual({ ok: false, reason: 'site.frameRefused' });
  });
});
