import { appError } from '@pyairtable/contracts';
import { type BaseModel, filterFieldIds, readsOf } from '@pyairtable/core';
import { type CheckedFormula, FormulaError } from '@pyairtable/formula';
import type { FilterBy } from './row-choice';

/** The filter that keeps the records for which all of the formulas hold; undefined without any. */
export function formulaFilter(base: BaseModel, formulas: readonly CheckedFormula[]): FilterBy | undefined {
  if (formulas.length === 0) return undefined;
  const followsClock = base.dependents.volatile;
  const readsClock = formulas.some(
    (formula) => formula.volatile || filterFieldIds(formula).some((id) => followsClock.has(id)),
  );
  const key = JSON.stringify(formulas.map(({ source }) => source));
  const reads = readsOf(formulas);
  return (_statement, row) => {
    try {
      const conditions = formulas.map(({ root, fieldIds }) => row.condition(root, fieldIds));
      return { joins: '', condition: conditions.join(' AND '), key, readsClock, reads };
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      throw appError(
        'INVALID_FILTER_BY_FORMULA',
        `The formula for filtering records is invalid: ${error.message}`,
        { cause: error },
      );
    }
  };
}
