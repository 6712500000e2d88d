import type { Field } from '@pyairtable/contracts';
import type { FieldFamily } from './field-type';
import { fieldType } from './registry';

/** Cells that writes of records set in a column of their own. */
export function takesRules({ type }: Pick<Field, 'type'>): boolean {
  const { computed, family } = fieldType(type);
  return !computed && family !== 'links';
}

/** Objects, which would have to be a copy in each record. */
const OBJECTS: ReadonlySet<FieldFamily> = new Set(['file', 'code']);

/** Cells that many records can begin with. */
export const takesDefault = (field: Pick<Field, 'type'>): boolean =>
  takesRules(field) && !OBJECTS.has(fieldType(field.type).family);

/** Cells that hold one value, which two records can have in common. */
export function takesUnique(field: Pick<Field, 'type'>): boolean {
  const { mergeable, several } = fieldType(field.type);
  return takesRules(field) && mergeable && !several;
}
