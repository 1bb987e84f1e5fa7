import { FORM_TITLES } from '../business/assessments.js';
import type { Business } from '../business/business.js';
import { type Actions, answer, type Call, type Reply, requireBusiness } from '../office.js';
import { formPaper, levyPaper } from '../papers.js';
import { Refusal } from '../refusals.js';

/** 征集单打印 and 缴费申报表打印. */
export const PAPER_ACTIONS: Actions = {
  '/api/levy/print': {
    run: (call) => {
      const { assessments } = requireBusiness(call);
      const serial = call.body.text('serial', 20);
      assessments.print(serial);
      return answer<'/api/levy/print'>({ url: `/document/levy/${serial}.pdf` });
    },
  },
  '/api/forms': { run: forms },
  '/api/form/print': {
    run: (call) => {
      const { assessments } = requireBusiness(call);
      const type = call.body.text('type', 3);
      assessments.printForm(type);
      return answer<'/api/form/print'>({ url: `/document/form/${type}.pdf` });
    },
  },
};

function forms(call: Call): Reply {
  const { assessments } = requireBusiness(call);
  const tabs = [...FORM_TITLES].map(([type, title]) => ({
    type,
    title,
    printed: assessments.isFormPrinted(type),
    available: assessments.formRefusal(type) === null,
  }));
  return answer<'/api/forms'>({ tabs });
}

/** The PDF at an address below `/document/`: a 征集单 or 缴费申报表 that was printed before. */
export function readPaper({ unit, assessments, clock }: Business, path: string): Buffer {
  const [, kind, name = ''] = /^\/document\/(levy|form)\/(\d+)\.pdf$/.exec(path) ?? [];
  if (kind === 'levy') {
    const row = assessments.row(name);
    if (!row.printed) throw new Refusal('not-printed');
    return levyPaper(unit, row);
  }
  const title = FORM_TITLES.get(name);
  if (kind !== 'form' || title === undefined || !assessments.isFormPrinted(name)) throw new Refusal('not-found');
  const rows = assessments.currentRows().filter(({ type }) => type === name);
  return formPaper(unit, title, clock.currentPeriod(), rows);
}
