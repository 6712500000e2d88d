import type { LastModifiedByOptions } from '@pyairtable/contracts';
import { ok } from '@pyairtable/kernel';
import { computedCell } from '../computed-cell';
import type { FieldType } from '../field-type';
import { objectOf, optional, readOptions } from '../options-reader';
import { comparePeople, personText } from '../people';
import { personColumn } from '../sql/person-column';
import { watchedFields } from '../watched-fields';

const shape = objectOf({ referencedFieldIds: optional(watchedFields) });

/** Who last changed the record, or one of the watched fields. */
export const lastModifiedBy: FieldType<LastModifiedByOptions | undefined> = {
  ...computedCell,
  name: 'lastModifiedBy',
  family: 'person',
  primary: false,
  filling: { from: 'change', value: 'person' },
  storage: (options) =>
    options?.referencedFieldIds?.length
      ? { kind: 'column', type: 'text', sql: personColumn }
      : { kind: 'system', column: 'modified_by', sql: personColumn },
  normaliseOptions(input, previous) {
    const outcome = readOptions(shape, input ?? previous ?? {}, previous);
    if (!outcome.ok) return outcome;
    const { referencedFieldIds = [] } = outcome.value;
    return ok(referencedFieldIds.length > 0 ? { referencedFieldIds } : undefined);
  },
  format: (cell, _options, context) => personText(cell, context),
  compare: (a, b, _options, context) => comparePeople(a, b, context),
};
