import type { CodeTable } from './codes.js';

export type Widget =
  | 'input'
  | 'textarea'
  | 'number'
  | 'select'
  | 'multi-select'
  | 'date'
  | 'month'
  | 'radio'
  | 'checkbox'
  | 'cascader';

/**
 * A field of a form, with layout A's label. Values are texts: a code for selects and radios, the county's code for the
 * cascader, codes joined by `,` for multi-selects, `1` or `0` for checkboxes, `2019-11-16` for dates, `201911` for months.
 */
export interface FieldDefinition {
  readonly prop: string;
  readonly label: string;
  readonly widget: Widget;
  readonly table?: CodeTable;
  /** The prop of the same form whose code decides which options of the table are offered. */
  readonly parent?: string;
  readonly required: boolean;
  /** In characters. */
  readonly maxLength?: number;
  readonly placeholder: string;
  /** What the form begins with. */
  readonly initial?: string;
  /** Shown, never typed. */
  readonly readonly?: boolean;
}

/** By prop. */
export type Fields = Readonly<Record<string, string>>;

/** One 险种 that was ticked: its code (aae140) as `type`, beside the row's fields by prop. */
export type InsuranceRow = Fields & { readonly type: string };

type Extra = Omit<FieldDefinition, 'prop' | 'label' | 'widget' | 'required' | 'placeholder'>;

const PLACEHOLDERS: Readonly<Record<Widget, string>> = {
  input: '请输入内容',
  textarea: '请输入内容',
  number: '0.00',
  select: '请选择',
  'multi-select': '请选择',
  date: '选择日期',
  month: '选择日期',
  radio: '',
  checkbox: '',
  cascader: '请选择',
};

/** A label that ends in `*` is a required field's. */
function field(prop: string, label: string, widget: Widget, extra: Extra = {}): FieldDefinition {
  const required = label.endsWith('*');
  return {
    prop,
    label: required ? label.slice(0, -1) : label,
    widget,
    required,
    placeholder: PLACEHOLDERS[widget],
    ...extra,
  };
}

const readonlyPerson = [
  field('aac058', '证件类型', 'select', { table: 'aac058', readonly: true }),
  field('aac003', '姓名', 'input', { readonly: true }),
  field('aac004', '性别', 'select', { table: 'aac004', readonly: true }),
  field('aac005', '民族', 'select', { table: 'aac005', readonly: true }),
  field('aac006', '出生日期', 'date', { readonly: true }),
];

const idNumber = field('aac147', '证件号码*', 'input', { maxLength: 18 });

/** Every form of the portal. Props are national field codes (aac…, aab…, aae…) where there is one, else the city's (b…). */
export const FORMS = {
  'add.identityHead': [
    field('aac058', '证件类型*', 'select', { table: 'aac058', initial: '01' }),
    idNumber,
    field('aac003', '姓名*', 'input', { maxLength: 50 }),
    field('aac004', '性别*', 'select', { table: 'aac004' }),
    field('aac005', '民族*', 'select', { table: 'aac005', initial: '01' }),
    field('aac006', '出生日期*', 'date'),
  ],
  'add.identity': [
    field('aac009', '户口性质*', 'select', { table: 'aac009', initial: '11' }),
    field('aac301', '户籍所在地*', 'cascader'),
    field('aac010', '户籍详细地址*', 'input', { maxLength: 100 }),
    field('aac012', '个人身份*', 'select', { table: 'aac012', initial: '17' }),
    field('bac012', '干部标识*', 'select', { table: 'cadre', initial: '0' }),
    field('aac020', '行政职务*', 'select', { table: 'aac020', initial: '190' }),
    field('aac013', '用工形式*', 'select', { table: 'aac013', initial: '1' }),
    field('aae005', '联系电话*', 'input', { maxLength: 20 }),
    field('aae006', '通信地址*', 'textarea', { maxLength: 100 }),
  ],
  'add.insured': [
    field('aac007', '参加工作时间*', 'date'),
    field('aac040', '申报工资*', 'number'),
    field('bac031', '困难企业军转干部', 'radio', { table: 'yesNo', initial: '0' }),
    field('bac020', '医疗行政职务级别', 'select', { table: 'medicalRank', initial: '0' }),
  ],
  'add.rows': [
    field('aac030', '本次参保时间*', 'date'),
    field('bac100', '是否补收', 'select', { table: 'yesNo', initial: '0' }),
    field('aae041', '补收开始年月', 'month'),
    field('aae042', '补收终止年月', 'month'),
    field('aab050', '单位参保时间', 'date', { readonly: true }),
    field('aab065', '财政拨款标识', 'select', { table: 'funding', initial: '0' }),
  ],
  'reduce.person': [idNumber, ...readonlyPerson],
  'reduce.change': [
    field('aae035', '变更日期*', 'date'),
    field('bac051', '停保类型*', 'select', { table: 'stopKind' }),
    field('aae160', '变更原因*', 'select', { table: 'aae160', parent: 'bac051' }),
    field('bac160', '法律依据', 'select', { table: 'legalBasis' }),
    field('bac161', '解除/终止合同日期', 'date'),
  ],
  'backPay.person': [idNumber, ...readonlyPerson],
  'backPay.rows': [field('aae041', '补收开始年月*', 'month'), field('aae042', '补收终止年月*', 'month')],
  unitInfo: [
    field('aab001', '单位编号', 'input', { readonly: true }),
    field('aab004', '单位名称', 'input', { readonly: true }),
    field('aab998', '统一社会信用代码', 'input', { readonly: true }),
    field('aab019', '单位类型*', 'select', { table: 'aab019' }),
    field('aab020', '经济类型*', 'select', { table: 'aab020' }),
    field('aab013', '法定代表人*', 'input', { maxLength: 50 }),
    field('aae004', '联系人*', 'input', { maxLength: 50 }),
    field('aae005', '联系电话*', 'input', { maxLength: 20 }),
    field('aae007', '邮政编码', 'input', { maxLength: 6 }),
    field('aae006', '通信地址*', 'textarea', { maxLength: 100 }),
    field('bae101', '通知方式', 'multi-select', { table: 'notices' }),
    field('bae102', '同意接收电子文书', 'checkbox'),
  ],
} as const satisfies Record<string, readonly FieldDefinition[]>;

export type FormId = keyof typeof FORMS;
