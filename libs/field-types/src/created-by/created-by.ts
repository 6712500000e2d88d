import type { NoOptions } from '@pyairtable/contracts';
import { computedCell } from '../computed-cell';
import type { FieldType } from '../field-type';
import { readNoOptions } from '../options-reader';
import { comparePeople, personText } from '../people';
import { personColumn } from '../sql/person-column';

/** Who created the record. */
export const createdBy: FieldType<NoOptions> = {
  ...computedCell,
  name: 'createdBy',
  family: 'person',
  primary: false,
  filling: { from: 'creation', value: 'person' },
  storage: () => ({ kind: 'system', column: 'created_by', sql: personColumn }),
  normaliseOptions: readNoOptions,
  format: (cell, _options, context) => personText(cell, context),
  compare: (a, b, _options, context) => comparePeople(a, b, context),
};
