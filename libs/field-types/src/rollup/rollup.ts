import type { RollupOptions } from '@pyairtable/contracts';
import { ok } from '@pyairtable/kernel';
import { computedCell } from '../computed-cell';
import { derived, fieldId, formulaText, resultFormat } from '../computed-options';
import type { FieldType } from '../field-type';
import { objectOf, readOptions, removable } from '../options-reader';
import { compareComputed, formatComputed } from '../result-cell';

const shape = objectOf({
  ...derived,
  recordLinkFieldId: fieldId,
  fieldIdInLinkedTable: fieldId,
  formula: formulaText,
  filter: removable(formulaText),
  format: removable(resultFormat),
});

/** A formula over the values of a field in the linked records. */
export const rollup: FieldType<RollupOptions> = {
  ...computedCell,
  name: 'rollup',
  family: 'query',
  primary: false,
  storage: () => ({ kind: 'query' }),
  normaliseOptions(input, previous) {
    const outcome = readOptions(shape, input, previous);
    if (!outcome.ok) return outcome;
    const { recordLinkFieldId, fieldIdInLinkedTable, formula, filter, format } = outcome.value;
    return ok({
      isValid: false,
      recordLinkFieldId,
      fieldIdInLinkedTable,
      formula,
      ...(filter ? { filter } : {}),
      ...(format ? { format } : {}),
      referencedFieldIds: [],
      result: null,
    });
  },
  format: (cell, { result }, context) => formatComputed(cell, result, context),
  compare: (a, b, { result }, context) => compareComputed(a, b, result, context),
};
