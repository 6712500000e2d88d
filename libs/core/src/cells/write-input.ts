import { appError, type RawCell } from '@pyairtable/contracts';
import type { CellContext, CellError, TypecastNeeds } from '@pyairtable/field-types';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';

/** One record's cells in raw form by field id, in the order they were given. */
export type Cells = Record<string, RawCell>;

/** What typecast asks to be created before a cell can be stored. */
export interface CellNeeds {
  fieldId: string;
  needs: TypecastNeeds;
}

export interface PlannedCells {
  cells: Cells;
  needs: CellNeeds[];
}

const NO_TITLES: ReadonlyMap<string, string> = new Map();

/** What reading a cell of a write depends on: nothing of the person who writes. */
export function cellContext(field: Pick<FieldModel, 'name'>, base: BaseModel): CellContext {
  return { fieldName: field.name, timeZone: 'UTC', locale: 'en', users: base.people, titles: NO_TITLES };
}

/** Some clients clear a field of any type with an empty list. */
const orEmpty = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? null : value);

const refusal = ({ type, message }: CellError, field: FieldModel) =>
  appError(type, message, { details: { fieldId: field.id } });

/**
 * The public API's `fields` object (keys are ids or exact names) as raw cells. Throws UNKNOWN_FIELD_NAME,
 * INVALID_VALUE_FOR_COLUMN or INVALID_MULTIPLE_CHOICE_OPTIONS for the first offending key.
 */
export function planPublicCells(
  fields: Readonly<Record<string, unknown>>,
  table: TableModel,
  base: BaseModel,
  typecast: boolean,
): PlannedCells {
  const planned: PlannedCells = { cells: {}, needs: [] };
  for (const [key, value] of Object.entries(fields)) {
    const field = table.field(key);
    const type = field.behaviour;
    if (type.computed) {
      throw appError(
        'INVALID_VALUE_FOR_COLUMN',
        `Field "${field.name}" cannot accept a value because the field is computed`,
      );
    }
    const outcome = type.normalise(orEmpty(value), field.options, { ...cellContext(field, base), typecast });
    if (!outcome.ok) throw appError(outcome.error.type, outcome.error.message);
    planned.cells[field.id] = outcome.value.cell;
    if (outcome.value.needs) planned.needs.push({ fieldId: field.id, needs: outcome.value.needs });
  }
  return planned;
}

/** Raw cells by field id, as our own clients send them; the same errors, with the field's id in the details. */
export function planRawCells(cells: Readonly<Cells>, table: TableModel, base: BaseModel): Cells {
  const planned: Cells = {};
  for (const [fieldId, cell] of Object.entries(cells)) {
    const field = table.fieldById(fieldId);
    if (!field)
      throw appError('UNKNOWN_FIELD_NAME', `Unknown field name: "${fieldId}"`, { details: { fieldId } });
    const type = field.behaviour;
    if (type.computed) {
      throw refusal(
        {
          type: 'INVALID_VALUE_FOR_COLUMN',
          message: `Field "${field.name}" cannot accept a value because the field is computed`,
        },
        field,
      );
    }
    const outcome = type.check(cell, field.options, cellContext(field, base));
    if (!outcome.ok) throw refusal(outcome.error, field);
    planned[field.id] = outcome.value;
  }
  return planned;
}
