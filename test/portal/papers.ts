import { textOf } from './business/codes.js';
import type { LevyRow } from './business/records.js';
import type { UnitState } from './business/unit.js';
import { buildPdf, PAGE_WIDTH, type PageLine, type PageText } from './documents.js';
import { levyAnswer, yuan } from './levy-answer.js';
import { inWords } from './money.js';

const LEFT = 50;
const TOP = 120;
const ROW_HEIGHT = 28;
const SIZE = 11;

/** 征集单 of one line. */
export function levyPaper(unit: UnitState, row: LevyRow): Buffer {
  const { serial, batch, levy, text, payKind, period, belongsTo, amount } = levyAnswer(row);
  return paper(
    '社会保险费征集单',
    [`单位编号：${unit.number}`, `单位名称：${unit.name}`, `核算期：${period}`],
    [
      ['征集流水号', '征收批次', '征收方式', '险种类型', '缴费类型', '缴费所属期'],
      [serial, batch, levy, text, payKind, belongsTo],
      ['缴费人数', '缴费基数', '单位应缴', '个人应缴', '应缴合计', ''],
      [String(row.persons), yuan(row.base), yuan(row.unitAmount), yuan(row.personAmount), amount, ''],
    ],
    [`应缴金额(大写)：${inWords(row.unitAmount + row.personAmount)}`, ...(row.sealed ? ['（社保专用章）'] : [])],
  );
}

/** 缴费申报表 of one insurance, all its lines of the period. */
export function formPaper(unit: UnitState, title: string, period: string, rows: readonly LevyRow[]): Buffer {
  const total = rows.reduce((sum, row) => sum + row.unitAmount + row.personAmount, 0);
  return paper(
    title,
    [`单位编号：${unit.number}`, `单位名称：${unit.name}`, `核算期：${period}`],
    [
      ['险种', '缴费类型', '缴费所属期', '缴费基数', '单位应缴', '个人应缴', '合计'],
      ...rows.map((row) => [
        textOf('aae140', row.type),
        textOf('aae143', row.payKind),
        row.from === row.to ? row.from : `${row.from}-${row.to}`,
        yuan(row.base),
        yuan(row.unitAmount),
        yuan(row.personAmount),
        yuan(row.unitAmount + row.personAmount),
      ]),
      ['合计', '', '', '', '', '', yuan(total)],
    ],
    [`社会保险应缴金额总计(大写)：${inWords(total)}`, `缴费人：${unit.name}`],
  );
}

function paper(
  title: string,
  head: readonly string[],
  table: readonly (readonly string[])[],
  foot: readonly string[],
): Buffer {
  const columns = table[0]?.length ?? 1;
  const width = (PAGE_WIDTH - 2 * LEFT) / columns;
  const bottom = TOP + table.length * ROW_HEIGHT;
  const texts: PageText[] = [
    { x: PAGE_WIDTH / 2 - title.length * 9, y: 60, size: 18, text: title },
    ...head.map((text, index) => ({ x: LEFT + index * 230, y: 100, size: SIZE, text })),
    ...table.flatMap((cells, row) =>
      cells.map((text, column) => ({
        x: LEFT + column * width + 4,
        y: TOP + row * ROW_HEIGHT + 18,
        size: text.length > 18 ? 9 : SIZE,
        text,
      })),
    ),
    ...foot.map((text, index) => ({ x: LEFT, y: bottom + 28 + index * 24, size: SIZE, text })),
  ];
  const across = Array.from({ length: table.length + 1 }, (_, row): PageLine => {
    const y = TOP + row * ROW_HEIGHT;
    return { from: [LEFT, y], to: [PAGE_WIDTH - LEFT, y] };
  });
  const down = Array.from({ length: columns + 1 }, (_, column): PageLine => {
    const x = LEFT + column * width;
    return { from: [x, TOP], to: [x, bottom] };
  });
  return buildPdf([{ texts, lines: [...across, ...down] }]);
}
