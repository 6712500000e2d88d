import {
  check,
  type CheckedFormula,
  fieldsByReference,
  type FormulaProblem,
  type FormulaWarning,
  lint,
} from '@pyairtable/formula';
import type { FormulaLanguage } from './language';

/** Most problems and warnings shown of each: a pasted novel has one at every word. */
const MOST_FINDINGS = 50;

export interface FormulaFindings {
  checked: CheckedFormula;
  /** The first of them. */
  problems: readonly FormulaProblem[];
  warnings: readonly FormulaWarning[];
}

/** What a formula means, what is wrong with it and what is doubtful. */
export function checkFormula(source: string, { fields, values, mode }: FormulaLanguage): FormulaFindings {
  const known = fieldsByReference(fields);
  const checked = check(source, {
    mode,
    field: (name) => known.get(name),
    fieldNames: () => fields.map(({ name }) => name),
    ...(values === undefined ? {} : { values }),
  });
  return {
    checked,
    problems: checked.problems.slice(0, MOST_FINDINGS),
    warnings: lint(checked, { mode }).slice(0, MOST_FINDINGS),
  };
}
