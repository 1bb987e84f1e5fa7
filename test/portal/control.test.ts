import { afterEach, beforeEach, expect, it } from 'vitest';
import { addRow, LEAVER, NEW_PERSON } from './business/sample.js';
import { type Portal, startPortal } from './server.js';
import { Visitor } from './visitor.js';

let portal: Portal;
let clerk: Visitor;
let office: Visitor;

beforeEach(async () => {
  portal = await startPortal({ issuers: [], control: true });
  portal.clock.set('2019-11-16T09:00');
  clerk = new Visitor(portal);
  office = new Visitor(portal);
  await clerk.enter();
});
afterEach(() => portal.close());

async function submitOne(path = '/api/add/save', body: object = add()): Promise<string> {
  const serial = String((await clerk.post(path, body)).body.serial);
  await clerk.post('/api/filings/submit', { serials: [serial] });
  return serial;
}

const add = (): object => ({ fields: NEW_PERSON, rows: [addRow('210', '2019-11-01')] });

it('is served only where it was asked for', async () => {
  expect((await office.download('/control.html')).status).toBe(200);
  const other = await startPortal({ issuers: [] });
  const stranger = new Visitor(other);
  expect((await stranger.download('/control.html')).status).toBe(404);
  expect((await stranger.post('/api/control/state', {})).status).toBe(405);
  expect((await stranger.post('/api/control/visit', {})).status).toBe(405);
  await other.close();
});

it('turns the clock', async () => {
  expect((await office.post('/api/control/clock', { time: '2019-12-01T08:30' })).body.time).toMatch(
    /^2019-12-01 08:30/,
  );
  expect((await office.post('/api/control/clock', { minutes: 60 })).body.time).toMatch(/^2019-12-01 09:30/);
  expect((await office.post('/api/control/clock', { time: 'x' })).body).toMatchObject({ reason: 'bad-date' });
});

it('approves what waits at the counter, or refuses it with a reason', async () => {
  const refused = await submitOne();
  const reduction = { fields: LEAVER, rows: [{ type: '210' }] };
  const serial = await submitOne('/api/reduce/save', reduction);
  expect((await office.post('/api/control/state', {})).body.filings).toMatchObject([
    { serial: refused, kindText: '人员新增', who: '孙丽华', atCounter: true },
    { serial, kindText: '人员减少' },
  ]);
  await office.post('/api/control/reject', { serial: refused, reason: '材料不全' });
  expect((await office.post('/api/control/visit', {})).body.filings).toEqual([]);
  expect(portal.business.filings.list('rejected')).toMatchObject([{ serial: refused, reason: '材料不全' }]);
  expect(portal.business.filings.list('approved')).toMatchObject([{ serial }]);
  const again = await office.post('/api/control/reject', { serial, reason: '材料不全' });
  expect(again.body).toMatchObject({ reason: 'no-such-filing' });
});

it('ends the logins', async () => {
  await office.post('/api/control/end-sessions', {});
  expect((await clerk.get('/api/session')).status).toBe(401);
});
