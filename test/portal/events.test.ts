import { describe, expect, it } from 'vitest';
import { EventLog, type PortalEvent } from './events.js';

const login = (account: string): PortalEvent => ({ type: 'account-login', account, time: 0, checks: {} });
const refusal: PortalEvent = { type: 'account-login-refused', reason: 'wrong-password', time: 0, checks: {} };

describe('waitFor', () => {
  it('gives out each event of the type once, oldest first, whether it came before or after the call', async () => {
    const log = new EventLog();
    log.record(login('1'));
    log.record(refusal);
    log.record(login('2'));
    expect(await log.waitFor('account-login')).toMatchObject({ account: '1' });
    expect(await log.waitFor('account-login')).toMatchObject({ account: '2' });
    const third = log.waitFor('account-login');
    log.record(refusal);
    log.record(login('3'));
    expect(await third).toMatchObject({ account: '3' });
    expect(log.all).toHaveLength(5);
  });

  it('names what was seen when the time is over', async () => {
    const log = new EventLog();
    log.record(refusal);
    const message = 'no account-login within 1 ms; seen: account-login-refused (wrong-password)';
    await expect(log.waitFor('account-login', 1)).rejects.toThrow(message);
  });

  it('ends when the portal closes', async () => {
    const log = new EventLog();
    const waiting = [log.waitFor('bound'), log.waitFor('account-login')];
    log.close();
    for (const each of waiting) await expect(each).rejects.toThrow('portal closed');
  });
});
