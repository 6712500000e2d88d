import type { CountOptions } from '@pyairtable/contracts';
import { ok } from '@pyairtable/kernel';
import { computedCell } from '../computed-cell';
import { fieldId, formulaText, validity } from '../computed-options';
import type { FieldType } from '../field-type';
import { objectOf, readOptions, removable } from '../options-reader';
import { compareComputed, formatComputed } from '../result-cell';

const shape = objectOf({
  ...validity,
  recordLinkFieldId: fieldId,
  filter: removable(formulaText),
});

const RESULT = { type: 'number', options: { precision: 0 } } as const;

/** How many records a link field links to. */
export const count: FieldType<CountOptions> = {
  ...computedCell,
  name: 'count',
  family: 'query',
  primary: false,
  storage: () => ({ kind: 'query' }),
  normaliseOptions(input, previous) {
    const outcome = readOptions(shape, input, previous);
    if (!outcome.ok) return outcome;
    const { recordLinkFieldId, filter } = outcome.value;
    return ok({ isValid: false, recordLinkFieldId, ...(filter ? { filter } : {}) });
  },
  format: (cell, _options, context) => formatComputed(cell, RESULT, context),
  compare: (a, b, _options, context) => compareComputed(a, b, RESULT, context),
};
