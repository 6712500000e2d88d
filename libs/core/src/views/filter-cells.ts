import type { FilterCondition, FilterGroup, LinkOptions, RawCell } from '@pyairtable/contracts';
import { sameCell } from '@pyairtable/contracts';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import { type Asking, ME } from './filter-condition';
import { daysOf, todayIn, zoneOf } from './filter-days';
import { filterKind } from './filter-operators';

/** The conditions that hold for every record which a group keeps: what stands beside an alternative is none. */
function certain({ conjunction, conditions }: FilterGroup): FilterCondition[] {
  if (conjunction === 'or' && conditions.length > 1) return [];
  return conditions.flatMap((part) => ('conditions' in part ? certain(part) : [part]));
}

const textsOf = (value: FilterCondition['value'], { userId }: Asking): string[] =>
  (Array.isArray(value) ? value : typeof value === 'string' && value !== '' ? [value] : []).map((one) =>
    one === ME ? userId : one,
  );

/** The one cell for which a condition holds; undefined where many do. */
function onlyCell(
  field: FieldModel,
  { operator, value }: FilterCondition,
  asking: Asking,
): RawCell | undefined {
  if (operator === 'isEmpty') return null;
  const texts = textsOf(value, asking);
  const isOne =
    operator === 'is' || ((operator === 'isAnyOf' || operator === 'hasAnyOf') && texts.length === 1);
  const isAll = operator === 'isExactly' || operator === 'hasAllOf' || isOne;
  switch (filterKind(field)) {
    case 'text':
      return operator === 'is' ? texts[0] : undefined;
    case 'number':
      return operator === 'is' && typeof value === 'number' ? value : undefined;
    case 'checkbox':
      return typeof value === 'boolean' ? value || null : undefined;
    case 'day':
      return operator === 'is' && typeof value === 'object' && 'mode' in value
        ? dayOf(daysOf(value, todayIn(asking.now, zoneOf(value)))?.first)
        : undefined;
    case 'choice':
    case 'person':
      return isOne ? texts[0] : undefined;
    case 'links':
      // Of a field that takes one record, no cell that people make has several.
      if (texts.length > 1 && (field.options as LinkOptions).prefersSingleRecordLink) return undefined;
      return isAll && texts.length > 0 ? texts : undefined;
    case 'choices':
    case 'people':
      return isAll && texts.length > 0 ? texts : undefined;
    default:
      return undefined;
  }
}

const dayOf = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 10);

/**
 * What a record is given to be shown under a filter: the cells that every record which is shown has, in fields that people
 * write. None that only one record may have, none on which conditions differ, and of empty ones those that a default would fill.
 */
export function filterCells(filter: FilterGroup, table: TableModel, asking: Asking): Record<string, RawCell> {
  const cells = new Map<string, RawCell | undefined>();
  for (const condition of certain(filter)) {
    const field = table.fieldById(condition.fieldId);
    const cell = field && !field.behaviour.computed ? onlyCell(field, condition, asking) : undefined;
    if (!field || cell === undefined) continue;
    const before = cells.get(field.id);
    const isContrary = cells.has(field.id) && (before === undefined || !sameCell(before, cell));
    cells.set(field.id, isContrary ? undefined : cell);
  }
  return Object.fromEntries(
    [...cells].filter((entry): entry is [string, RawCell] => {
      const [id, cell] = entry;
      const rules = table.fieldById(id)?.rules;
      if (cell === null) return rules?.default !== undefined && !rules.required;
      return cell !== undefined && !rules?.unique;
    }),
  );
}
