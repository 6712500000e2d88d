import type { Span } from '../errors';

export const FORMULA_WARNING_CODES = [
  'join_beside_sum',
  'date_arithmetic',
  'text_arithmetic',
  'list_arithmetic',
  'date_compared_with_text',
  'number_compared_with_text',
  'blank_compared',
  'mixed_result',
  'count_over_text',
  'missing_unit',
  'unknown_unit',
  'unknown_time_zone',
  'unknown_locale',
  'zone_without_format',
  'format_letter_case',
  'position_below_one',
  'unreadable_pattern',
] as const;
export type FormulaWarningCode = (typeof FORMULA_WARNING_CODES)[number];

/** A place that is valid but seldom means what it says: what happens there, and what to write instead. */
export interface FormulaWarning extends Span {
  code: FormulaWarningCode;
  message: string;
  hint: string;
}

export type Warn = (code: FormulaWarningCode, at: Span, message: string, hint: string) => void;
