import { parseMonth } from '../business/dates.js';
import { levyAnswer } from '../levy-answer.js';
import { type Actions, answer, type Call, type Reply, requireBusiness } from '../office.js';
import { Refusal } from '../refusals.js';
import { requireStanding } from './ca.js';

const SYSTEM = '衡水保险系统';
const MATERIAL_BYTES = 5 * 1024 * 1024;
/** How the files begin that the portal takes: PDF, JPEG and PNG. */
const MATERIAL_KINDS = [Buffer.from('%PDF-'), Buffer.from('ffd8ff', 'hex'), Buffer.from('89504e470d0a1a0a', 'hex')];

/** 单位缴费核定, CA签章 and 电子材料上传. */
export const LEVY_ACTIONS: Actions = {
  '/api/assess/overview': { run: overview },
  '/api/assess/conditions': { run: conditions },
  '/api/assess/run': { run },
  '/api/assess/result': {
    run: (call) => answer<'/api/assess/result'>({ rows: requireBusiness(call).assessments.rows().map(levyAnswer) }),
  },
  '/api/assess/cancel': {
    run: (call) => {
      requireBusiness(call).assessments.cancel(call.body.text('serial', 20));
      return answer<'/api/assess/cancel'>({});
    },
  },
  '/api/seal/list': { run: sealList },
  '/api/seal/text': {
    run: (call) => {
      const { assessments } = requireBusiness(call);
      const { serial } = assessments.row(call.body.text('serial', 20));
      return answer<'/api/seal/text'>({ text: sealText(serial) });
    },
  },
  '/api/seal/sign': { run: sign },
  '/api/material/list': { run: materialList },
  '/api/material/upload': { fileBytes: MATERIAL_BYTES, run: upload },
};

function overview(call: Call): Reply {
  const { assessments, clock, unit } = requireBusiness(call);
  const period = clock.currentPeriod();
  const done = unit.types.every(({ code }) => assessments.isAssessed(code, period, period));
  return answer<'/api/assess/overview'>({ rows: [{ name: SYSTEM, state: done ? '已核定' : '未核定' }] });
}

function conditions(call: Call): Reply {
  const { assessments, clock, unit } = requireBusiness(call);
  const period = clock.currentPeriod();
  const types = unit.types.map(({ code, text }) => ({
    code,
    text,
    state: '参保缴费',
    assessed: assessments.isAssessed(code, period, period),
  }));
  return answer<'/api/assess/conditions'>({ from: period, to: period, types });
}

function run(call: Call): Reply {
  const { assessments } = requireBusiness(call);
  const [from, to] = [month(call, 'from', '开始年月'), month(call, 'to', '终止年月')];
  return answer<'/api/assess/run'>({ count: assessments.run(call.body.texts('types'), from, to).length });
}

function month({ body }: Call, field: string, label: string): string {
  const text = body.optionalText(field, 7);
  if (text === undefined) throw new Refusal('required', { field, label });
  const period = parseMonth(text);
  if (period === null) throw new Refusal('bad-date', { field, label });
  return period;
}

function sealList(call: Call): Reply {
  const rows = requireBusiness(call).assessments.rows().map(levyAnswer);
  return answer<'/api/seal/list'>({ rows: rows.map((row) => ({ ...row, state: row.sealed ? '已签章' : '未签章' })) });
}

function materialList(call: Call): Reply {
  const rows = requireBusiness(call).assessments.rows().map(levyAnswer);
  return answer<'/api/material/list'>({
    rows: rows.map((row) => ({ ...row, state: row.uploaded ? '已上传' : '未上传' })),
  });
}

/** What CA签章 signs of a line. */
function sealText(serial: string): string {
  return `签章|${serial}`;
}

function sign(call: Call): Reply {
  const { assessments } = requireBusiness(call);
  const serial = call.body.text('serial', 20);
  assessments.seal(serial, requireStanding(call, sealText(serial)));
  return answer<'/api/seal/sign'>({});
}

function upload(call: Call): Reply {
  const { assessments } = requireBusiness(call);
  const { file } = call;
  if (!MATERIAL_KINDS.some((start) => file.subarray(0, start.length).equals(start))) throw new Refusal('bad-material');
  assessments.upload(call.body.text('serial', 20));
  return answer<'/api/material/upload'>({});
}
