import type { Field, FieldTypeName } from '@pyairtable/contracts';
import { fieldAs } from '@pyairtable/field-types';

type Options = Readonly<Record<string, unknown>> | undefined;

const linkedTableOf = (field: Field): string | undefined =>
  field.type === 'multipleRecordLinks'
    ? fieldAs(field, 'multipleRecordLinks').options.linkedTableId
    : undefined;

/** Whether the cells of a field would be made anew: by another type, or as links to another table. */
export const becomesAnother = (field: Field, type: FieldTypeName, options: Options): boolean =>
  type !== field.type ||
  (linkedTableOf(field) !== undefined && options?.['linkedTableId'] !== linkedTableOf(field));

/** Options of a link as its form gives them, over those that the field has where it goes on linking to its table. */
export const linkOptions = (field: Field, given: Record<string, unknown>): Record<string, unknown> =>
  linkedTableOf(field) === given['linkedTableId'] ? { ...field.options, ...given } : given;
