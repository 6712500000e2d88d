import type { Checked } from '../check/checked';
import { toBoolean } from '../coerce';
import type { FormulaProblem } from '../errors';
import { booleanSql } from '../sql/coerce-sql';
import type { SqlCompiler } from '../sql/compiler';
import type { Value } from '../value';

/** Whether filterByFormula keeps a record with this result: anything but blank, 0, false, "", NaN, [] and #ERROR!. */
export const keeps = (value: Value): boolean => toBoolean(value) === true;

/** The same as a never-null boolean expression, for a compiler that may already hold the formulas it reads. */
export function filterSql(compiler: SqlCompiler, root: Checked, options: { timeZone?: string } = {}): string {
  const { value, error } = booleanSql(compiler.add(root, options), compiler);
  return error === null ? value : `(NOT ${error} AND ${value})`;
}

/** What the Web API answers to a filter with these problems, in Airtable's words: all unknown fields, in lower case as there. */
export function filterProblemMessage(problems: readonly FormulaProblem[]): string {
  const names = problems.flatMap(({ code, name }) =>
    code === 'unknown_field' && name !== undefined ? [name.toLowerCase()] : [],
  );
  const isOnlyNames = problems.every(({ code }) => code === 'unknown_field');
  const reason =
    isOnlyNames && names.length > 0
      ? `Unknown field names: ${[...new Set(names)].join(', ')}`
      : 'Invalid formula. Please check your formula text.';
  return `The formula for filtering records is invalid: ${reason}`;
}
