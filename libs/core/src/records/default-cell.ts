import { CURRENT_USER, type DefaultCell, type RawCell } from '@pyairtable/contracts';
import type { CellError } from '@pyairtable/field-types';
import type { Result } from '@pyairtable/kernel';
import { cellContext } from '../cells/write-input';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';

/** For whom a default is worked out, and where. */
export interface DefaultContext {
  base: BaseModel;
  userId: string;
}

/** The cell that a default stands for; refused where it is none of the field's, as the choices or people may have changed. */
export function defaultCell(
  field: FieldModel,
  given: DefaultCell,
  { base, userId }: DefaultContext,
): Result<RawCell, CellError> {
  const person = (value: string) => (value === CURRENT_USER ? userId : value);
  const own = (cell: DefaultCell) =>
    Array.isArray(cell) ? cell.map(person) : typeof cell === 'string' ? person(cell) : cell;
  const cell = field.behaviour.family === 'person' ? own(given) : given;
  return field.behaviour.check(cell, field.options, cellContext(field, base));
}
