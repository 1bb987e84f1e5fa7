import { readFile } from 'node:fs/promises';
import type { Business } from '../business/business.js';
import { KIND_TEXT } from '../business/records.js';
import type { Actions, Call, Office, Reply } from '../office.js';
import { Refusal } from '../refusals.js';
import type { StaticFile } from '../static-files.js';

/** The office's part, played by whoever runs the portal alone; needs no login. */
export const CONTROL_ACTIONS: Actions = {
  '/api/control/state': { run: describe },
  '/api/control/clock': { run: turnClock },
  '/api/control/visit': {
    run: (call) => {
      for (const business of businesses(call.office)) business.visitCounter();
      return describe(call);
    },
  },
  '/api/control/reject': { run: reject },
  '/api/control/end-sessions': {
    run: (call) => {
      call.office.sessions.endAll();
      return describe(call);
    },
  },
};

export async function readControlPage(): Promise<StaticFile> {
  const page = new URL('../control/control.html', import.meta.url);
  return { mediaType: 'text/html; charset=utf-8', content: await readFile(page) };
}

function describe({ office }: Call): Reply {
  const filings = [...office.accounts.values()].flatMap((account) =>
    office
      .business(account)
      .filings.list('pending')
      .map(({ serial, kind, fields, atCounter }) => ({
        serial,
        unit: account.company,
        kindText: KIND_TEXT[kind],
        who: fields.aac003 ?? account.company,
        atCounter,
      })),
  );
  return { body: { time: office.clock.text(), filings } };
}

/** Sets the clock by `time`, or advances it by `minutes`. */
function turnClock(call: Call): Reply {
  const { office, body } = call;
  const time = body.optionalText('time', 19);
  if (time === undefined) office.clock.advance(body.count('minutes', 10_000_000) * 60_000);
  else setClock(office, time);
  return describe(call);
}

function setClock({ clock }: Office, time: string): void {
  try {
    clock.set(time);
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('bad-date', { field: 'time', label: '时间' });
    throw error;
  }
}

/** Refuses what waits at the 中心窗口 at once, and the rest when its approval is due. */
function reject(call: Call): Reply {
  const serial = call.body.text('serial', 20);
  const reason = call.body.text('reason', 100);
  for (const { filings } of businesses(call.office)) {
    const filing = filings.list('pending').find((pending) => pending.serial === serial);
    if (filing === undefined) continue;
    if (filing.atCounter) filings.rejectAtCounter(serial, reason);
    else filings.rejectNext(serial, reason);
    return describe(call);
  }
  throw new Refusal('no-such-filing');
}

function businesses(office: Office): Business[] {
  return [...office.accounts.values()].map((account) => office.business(account));
}
