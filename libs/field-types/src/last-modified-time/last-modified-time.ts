import type { LastModifiedTimeOptions } from '@pyairtable/contracts';
import { ok } from '@pyairtable/kernel';
import { computedCell } from '../computed-cell';
import { DEFAULT_RESULT, formatResult, resultReader } from '../computed-instant';
import type { FieldType } from '../field-type';
import { compareIso } from '../iso-order';
import { objectOf, optional, readOnly, readOptions } from '../options-reader';
import { instantColumn } from '../sql/scalar-columns';
import { watchedFields } from '../watched-fields';

const shape = objectOf({
  isValid: readOnly<boolean>(),
  referencedFieldIds: optional(watchedFields),
  result: optional(resultReader),
});

/** When the record, or one of the watched fields, last changed. */
export const lastModifiedTime: FieldType<LastModifiedTimeOptions> = {
  ...computedCell,
  name: 'lastModifiedTime',
  family: 'instant',
  primary: false,
  filling: { from: 'change', value: 'time' },
  storage: ({ referencedFieldIds }) =>
    referencedFieldIds.length > 0
      ? { kind: 'column', type: 'timestamptz', sql: instantColumn }
      : { kind: 'system', column: 'modified_at', sql: instantColumn },
  normaliseOptions(input, previous) {
    const outcome = readOptions(shape, input ?? previous ?? {}, previous);
    if (!outcome.ok) return outcome;
    const { referencedFieldIds = [], result = DEFAULT_RESULT } = outcome.value;
    return ok({ isValid: true, referencedFieldIds, result });
  },
  format: (cell, { result }, context) => formatResult(cell, result, context),
  compare: compareIso,
};
