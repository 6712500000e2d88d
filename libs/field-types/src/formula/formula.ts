import type { FormulaOptions } from '@pyairtable/contracts';
import { ok } from '@pyairtable/kernel';
import { computedCell } from '../computed-cell';
import type { FieldType } from '../field-type';
import { objectOf, readOptions, removable } from '../options-reader';
import { compareComputed, formatComputed } from '../result-cell';
import { derived, formulaText, resultFormat } from '../computed-options';

const shape = objectOf({ ...derived, formula: formulaText, format: removable(resultFormat) });

/** A formula over the cells of the same record; its value is computed as it is read. */
export const formula: FieldType<FormulaOptions> = {
  ...computedCell,
  name: 'formula',
  family: 'query',
  primary: true,
  storage: () => ({ kind: 'query' }),
  normaliseOptions(input, previous) {
    const outcome = readOptions(shape, input, previous);
    if (!outcome.ok) return outcome;
    const { formula: source, format } = outcome.value;
    return ok({
      isValid: false,
      formula: source,
      referencedFieldIds: [],
      ...(format ? { format } : {}),
      result: null,
    });
  },
  format: (cell, { result }, context) => formatComputed(cell, result, context),
  compare: (a, b, { result }, context) => compareComputed(a, b, result, context),
};
