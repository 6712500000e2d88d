/** Half-open range of UTF-16 offsets in the source text. */
export interface Span {
  start: number;
  end: number;
}

export const FORMULA_ERROR_CODES = [
  'too_long',
  'too_deep',
  'too_many_operands',
  'unexpected_character',
  'unclosed_text',
  'unclosed_field',
  'empty_field_name',
  'expected_expression',
  'expected_operator',
  'unclosed_parenthesis',
  'unexpected_parenthesis',
  'trailing_comma',
  'unknown_operator',
  'unknown_function',
  'unknown_field',
  'too_few_arguments',
  'too_many_arguments',
  'wrong_argument',
  'extension_refused',
  'empty_formula',
  'circular_reference',
  'sql_too_large',
] as const;
export type FormulaErrorCode = (typeof FORMULA_ERROR_CODES)[number];

/** One thing wrong with a formula's text: what, where, and how to mend it. Formulas with an error are refused when saved. */
export interface FormulaProblem extends Span {
  code: FormulaErrorCode;
  message: string;
  hint?: string;
  /** unknown_field and unknown_function: the name as written. */
  name?: string;
}

/** Thrown where a caller asked for a valid formula; `problems` lists all that was found, in source order. */
export class FormulaError extends Error {
  readonly problems: readonly FormulaProblem[];

  constructor(problems: readonly FormulaProblem[]) {
    super(problems[0]?.message ?? 'Invalid formula');
    this.name = 'FormulaError';
    this.problems = problems;
  }
}
