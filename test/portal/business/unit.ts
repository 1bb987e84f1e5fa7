import { textOf } from './codes.js';
import type { Fields } from './fields.js';

export interface InsuranceType {
  /** Code of table aae140. */
  readonly code: string;
  readonly text: string;
  /** Code of table aab033, 征收方式. */
  readonly levy: string;
  /** In hundredths of a percent of the wages. */
  readonly unitRate: number;
  readonly personRate: number;
}

/** How a person stands in one insurance of the unit. */
export interface Insurance {
  readonly type: string;
  /** Code of table aac031. */
  readonly state: '1' | '2' | '3';
  /** 本次参保日期. */
  readonly since: string;
  /** 首次参保日期. */
  readonly first: string;
}

export interface Person {
  readonly idNumber: string;
  readonly fields: Fields;
  /** Monthly, in 分. */
  readonly wage: number;
  readonly insurances: readonly Insurance[];
}

/** Approved 补收 of one person and insurance; `levy` is the 征集流水号 that it went into. */
export interface BackPay {
  readonly idNumber: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  levy: string | null;
}

/** What the 社保局 knows of a unit. */
export interface UnitState {
  readonly number: string;
  readonly name: string;
  readonly types: readonly InsuranceType[];
  /** By 证件号码. */
  readonly persons: Map<string, Person>;
  /** 证件号码 of those whom another unit still insures. */
  readonly insuredElsewhere: Set<string>;
  readonly backPays: BackPay[];
  info: Fields;
}

/** 单位参保时间. */
export const UNIT_SINCE = '2015-01-01';

const TYPES: readonly InsuranceType[] = [
  { code: '110', levy: '1', unitRate: 1600, personRate: 800 },
  { code: '210', levy: '3', unitRate: 70, personRate: 30 },
  { code: '310', levy: '1', unitRate: 700, personRate: 200 },
  { code: '410', levy: '3', unitRate: 120, personRate: 0 },
  { code: '510', levy: '1', unitRate: 50, personRate: 0 },
].map((type) => ({ ...type, text: textOf('aae140', type.code) }));

/** Invented persons: 证件号码, 姓名, 申报工资 in 分, 本单位参保 since. */
const PERSONS = [
  ['131102198506120013', '王建国', 680_000, '2015-03-01'],
  ['131102199003080026', '李秀英', 520_000, '2016-07-01'],
  ['131122197809210033', '张志强', 910_000, '2015-01-01'],
  ['131103199511030048', '赵雪梅', 450_000, '2018-09-01'],
  ['131126198812300056', '刘海涛', 730_000, '2017-05-01'],
] as const;

/** Sex as in table aac004, and birth as `1985-06-12`, by an 18-digit id number. */
export function readId(idNumber: string): { sex: '1' | '2'; birth: string } {
  return {
    sex: Number(idNumber[16]) % 2 === 1 ? '1' : '2',
    birth: `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`,
  };
}

function insuredPerson([idNumber, name, wage, since]: (typeof PERSONS)[number]): Person {
  const { sex, birth } = readId(idNumber);
  return {
    idNumber,
    fields: { aac058: '01', aac147: idNumber, aac003: name, aac004: sex, aac005: '01', aac006: birth },
    wage,
    insurances: TYPES.map(({ code }) => ({ type: code, state: '1', since, first: since })),
  };
}

/** A unit with five persons in five insurances. */
export function defaultUnit(number = '13110001', name = '衡水金保科技有限公司'): UnitState {
  return {
    number,
    name,
    types: TYPES,
    persons: new Map(PERSONS.map((row) => [row[0], insuredPerson(row)])),
    insuredElsewhere: new Set(),
    backPays: [],
    info: {
      aab001: number,
      aab004: name,
      aab998: '91131100MA00000001',
      aab019: '10',
      aab020: '150',
      aab013: '王建国',
      aae004: '李秀英',
      aae005: '0318-2000000',
      aae007: '053000',
      aae006: '河北省衡水市桃城区',
      bae101: '1',
      bae102: '1',
    },
  };
}

export function isInsured(person: Person | undefined): person is Person {
  return person?.insurances.some(({ state }) => state === '1') ?? false;
}
