import type { LookupOptions } from '@pyairtable/contracts';
import { ok } from '@pyairtable/kernel';
import { computedCell } from '../computed-cell';
import { derived, fieldId, formulaText, validity } from '../computed-options';
import type { FieldType } from '../field-type';
import { objectOf, readOptions, removable } from '../options-reader';
import { compareItems, formatItems } from '../result-cell';

const shape = objectOf({
  ...validity,
  result: derived.result,
  recordLinkFieldId: fieldId,
  fieldIdInLinkedTable: fieldId,
  filter: removable(formulaText),
});

/** The cells of a field in the linked records, in the order of the links; empty ones are left out, lists run together. */
export const multipleLookupValues: FieldType<LookupOptions> = {
  ...computedCell,
  name: 'multipleLookupValues',
  family: 'query',
  primary: false,
  storage: () => ({ kind: 'query' }),
  normaliseOptions(input, previous) {
    const outcome = readOptions(shape, input, previous);
    if (!outcome.ok) return outcome;
    const { recordLinkFieldId, fieldIdInLinkedTable, filter } = outcome.value;
    return ok({
      isValid: false,
      recordLinkFieldId,
      fieldIdInLinkedTable,
      ...(filter ? { filter } : {}),
      result: null,
    });
  },
  format: (cell, options, context) => formatItems(cell, options.result, context),
  compare: (a, b, options, context) => compareItems(a, b, options.result, context),
};
