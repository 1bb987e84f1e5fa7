import { Refusal, type RefusalDetail, type RefusalReason } from '../refusals.js';
import { CODES, isCounty } from './codes.js';
import { parseDate, parseMonth } from './dates.js';
import { type FieldDefinition, type Fields, FORMS, type FormId } from './fields.js';

/**
 * The values of a form's fields as the portal keeps them: trimmed, dates and months in its own way of writing.
 * Refuses the first field that is missing, too long or not one of its table's. `row` is the 险种 of a row's form.
 */
export function checkForm(form: FormId, values: Fields, row?: string): Fields {
  const checked: Record<string, string> = {};
  for (const definition of FORMS[form] as readonly FieldDefinition[]) {
    if (definition.readonly) continue;
    const value = checkField(definition, (values[definition.prop] ?? '').trim(), row);
    const parent = definition.parent && checked[definition.parent];
    if (parent && value !== '' && !isUnder(definition, value, parent)) {
      throw new Refusal('reason-kind', { field: definition.prop });
    }
    checked[definition.prop] = value;
  }
  return checked;
}

function checkField(definition: FieldDefinition, value: string, row: string | undefined): string {
  const refuse = (reason: RefusalReason): never => {
    throw new Refusal(reason, fault(definition, row));
  };
  if (value === '') return definition.required ? refuse('required') : '';
  if (value.length > (definition.maxLength ?? Number.POSITIVE_INFINITY)) refuse('too-long');
  switch (definition.widget) {
    case 'date':
      return parseDate(value) ?? refuse('bad-date');
    case 'month':
      return parseMonth(value) ?? refuse('bad-date');
    case 'number':
      return /^\d{1,9}(\.\d{1,2})?$/.test(value) && Number(value) > 0 ? value : refuse('bad-number');
    case 'cascader':
      return isCounty(value) ? value : refuse('unknown-code');
    case 'checkbox':
      return ['0', '1'].includes(value) ? value : refuse('unknown-code');
    case 'multi-select':
      return value.split(',').every((code) => isOption(definition, code)) ? value : refuse('unknown-code');
    case 'select':
    case 'radio':
      return isOption(definition, value) ? value : refuse('unknown-code');
    case 'input':
    case 'textarea':
      return value;
  }
}

function fault({ prop, label }: FieldDefinition, row: string | undefined): RefusalDetail {
  return { field: prop, label, ...(row === undefined ? {} : { row }) };
}

function isOption({ table }: FieldDefinition, code: string): boolean {
  return table !== undefined && CODES[table].some((option) => option.code === code);
}

function isUnder({ table }: FieldDefinition, code: string, parent: string): boolean {
  return table !== undefined && CODES[table].some((option) => option.code === code && option.parent === parent);
}
