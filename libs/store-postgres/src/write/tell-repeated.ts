import { appError } from '@pyairtable/contracts';
import type { BaseModel } from '@pyairtable/core';
import { repeatedField } from '../connection/faults';

/** The refusal of records of which two would have the same cell of a unique field. */
export const repeatedCell = ({ id, name }: { id: string; name: string }, cause?: unknown) =>
  appError('INVALID_VALUE_FOR_COLUMN', `Field "${name}" is unique: two records cannot hold the same value`, {
    details: { fieldId: id },
    cause,
  });

/** Throws INVALID_VALUE_FOR_COLUMN in place of the database's word that cells of a field may not repeat. */
export function tellRepeated(error: unknown, base: BaseModel): never {
  const field = base.locateField(repeatedField(error) ?? '')?.field;
  throw field ? repeatedCell(field, error) : error;
}
