import type { FilingAnswer } from '../answers.js';
import { chinaTime } from '../business/clock.js';
import { type Filing, type FilingState, KIND_TEXT } from '../business/records.js';
import { type Actions, answer, type Call, type Reply, requireBusiness } from '../office.js';
import { Refusal } from '../refusals.js';
import { requireStanding } from './ca.js';

const STATES: readonly string[] = ['unfiled', 'pending', 'approved', 'rejected'] satisfies FilingState[];
const LARGEST_PAGE = 100;

/** 申报提交 */
export const FILING_ACTIONS: Actions = {
  '/api/filings/list': { run: list },
  '/api/filings/submit': { run: submit },
  '/api/filings/withdraw': {
    run: (call) => {
      requireBusiness(call).filings.withdraw(call.body.text('serial', 20));
      return answer<'/api/filings/withdraw'>({});
    },
  },
  '/api/filings/delete': {
    run: (call) => {
      requireBusiness(call).filings.delete(call.body.text('serial', 20));
      return answer<'/api/filings/delete'>({});
    },
  },
  '/api/filings/edit': {
    run: (call) => {
      const { kind, fields, rows } = requireBusiness(call).filings.edit(call.body.text('serial', 20));
      return answer<'/api/filings/edit'>({ kind, fields, rows });
    },
  },
};

function list(call: Call): Reply {
  const { filings } = requireBusiness(call);
  const state = call.body.text('state', 16);
  if (!isState(state)) throw new Refusal('malformed');
  const size = call.body.count('size', LARGEST_PAGE);
  const start = (call.body.count('page', 1_000_000) - 1) * size;
  const found = filings.list(state);
  return answer<'/api/filings/list'>({ total: found.length, rows: found.slice(start, start + size).map(shown) });
}

function submit(call: Call): Reply {
  const { filings } = requireBusiness(call);
  const serials = call.body.texts('serials');
  if (serials.length === 0) throw new Refusal('nothing-chosen');
  const standing = requireStanding(call, `申报|${serials.join(',')}`);
  return answer<'/api/filings/submit'>(filings.submit(serials, standing, call.body.flag('confirmedNoSeal')));
}

function shown({ serial, kind, fields, failure, reason, submittedAt }: Filing): FilingAnswer {
  return {
    serial,
    kind,
    kindText: KIND_TEXT[kind],
    who: (kind === 'unitInfo' ? fields.aab004 : fields.aac003) ?? '',
    failure,
    reason,
    time: submittedAt === null ? '' : chinaTime(submittedAt),
  };
}

function isState(text: string): text is FilingState {
  return STATES.includes(text);
}
