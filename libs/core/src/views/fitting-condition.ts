import { type FilterCondition, type SelectOptions } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import type { FieldModel } from '../model/field-model';
import { ME } from './filter-condition';
import { filterKind, filterOperators } from './filter-operators';

type Operand = NonNullable<FilterCondition['value']>;

const texts = (value: Operand): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string');

/** Whether a value can be meant of cells of the field: an id of another's choice or record is no text that somebody looks for. */
function isOperand(value: Operand, { operator }: FilterCondition, field: FieldModel): boolean {
  const isText =
    typeof value === 'string' && !(['choice', 'record', 'user'] as const).some((kind) => isId(kind, value));
  switch (filterKind(field)) {
    case 'text':
      return isText;
    case 'number':
      return typeof value === 'number';
    case 'checkbox':
      return typeof value === 'boolean';
    case 'day':
    case 'instant':
      return typeof value === 'object' && 'mode' in value;
    case 'choice':
    case 'choices':
      return texts(value).some((id) =>
        (field.options as SelectOptions).choices.some((choice) => choice.id === id),
      );
    case 'person':
    case 'people':
      return texts(value).some((id) => id === ME || isId('user', id));
    case 'links':
      return /contain/i.test(operator) ? isText : texts(value).some((id) => isId('record', id));
    default:
      return false;
  }
}

/** Whether a condition on the field asks something of it, or is still to be completed. */
export function isFitting(condition: FilterCondition, field: FieldModel): boolean {
  const { operator, value } = condition;
  if (!filterOperators(field).includes(operator)) return false;
  if (operator === 'isEmpty' || operator === 'isNotEmpty') return true;
  const isMissing = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return isMissing || isOperand(value, condition, field);
}
