import type { FormulaField, FormulaType, Mode } from '@pyairtable/formula';

/** What a formula may say. */
export interface FormulaLanguage {
  fields: readonly FormulaField[];
  /** Present in a rollup: the type of `values`. */
  values?: FormulaType;
  mode: Mode;
}
