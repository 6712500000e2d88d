import type { CreatedTimeOptions } from '@pyairtable/contracts';
import { ok } from '@pyairtable/kernel';
import { computedCell } from '../computed-cell';
import { DEFAULT_RESULT, formatResult, resultReader } from '../computed-instant';
import type { FieldType } from '../field-type';
import { compareIso } from '../iso-order';
import { objectOf, optional, readOptions } from '../options-reader';
import { instantColumn } from '../sql/scalar-columns';

const shape = objectOf({ result: optional(resultReader) });

/** When the record was created. */
export const createdTime: FieldType<CreatedTimeOptions> = {
  ...computedCell,
  name: 'createdTime',
  family: 'instant',
  primary: false,
  filling: { from: 'creation', value: 'time' },
  storage: () => ({ kind: 'system', column: 'created_at', sql: instantColumn }),
  normaliseOptions(input, previous) {
    const outcome = readOptions(shape, input ?? previous ?? {}, previous);
    return outcome.ok ? ok({ result: outcome.value.result ?? DEFAULT_RESULT }) : outcome;
  },
  format: (cell, { result }, context) => formatResult(cell, result, context),
  compare: compareIso,
};
