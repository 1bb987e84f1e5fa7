import { CHECK_CODES, type CodeOf } from '../../shared/text/checks/codes.js';
import { check } from './check.js';

export const program = check({
  id: 'program',
  needs: ['bridge'],
  meanings: {
    ready: { state: 'good' },
    'bridge.unreachable': { state: 'bad', repair: 'again' },
    'bridge.unpaired': { state: 'bad', repair: 'connect' },
    'bridge.impostor': { state: 'bad', repair: 'connect' },
    'bridge.outdated': { state: 'bad' },
    'bridge.disconnected': { state: 'bad', repair: 'again' },
    'extension.outdated': { state: 'bad' },
    'pairing.revoked': { state: 'bad', repair: 'connect' },
    'pairing.unreadable': { state: 'bad', repair: 'again' },
    failed: { state: 'bad', repair: 'again' },
    unknown: { state: 'unknown' },
  },
  judge({ bridge }) {
    if (!bridge) return { code: 'unknown' };
    if (bridge.bridge.ok) return { code: 'ready', facts: { version: bridge.bridge.value.version } };
    const { reason } = bridge.bridge;
    return isCode(reason) ? { code: reason } : { code: 'failed', facts: { reason } };
  },
});

function isCode(reason: string): reason is CodeOf<'program'> {
  return (CHECK_CODES.program as readonly string[]).includes(reason);
}
