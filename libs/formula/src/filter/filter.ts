import type { Checked } from '../check/checked';
import type { CheckedFormula } from '../check/checker';
import { toBoolean } from '../coerce';
import { FormulaError, type FormulaProblem } from '../errors';
import { type Mode, MODES } from '../modes';
import { booleanSql } from '../sql/coerce-sql';
import { SqlCompiler, type SqlSources } from '../sql/compiler';
import type { Value } from '../value';

/** Whether filterByFormula keeps a record with this result: anything but blank, 0, false, "", NaN, [] and #ERROR!. */
export const keeps = (value: Value): boolean => toBoolean(value) === true;

/** The same as a never-null boolean expression, for a compiler that may already hold the formulas it reads. */
export function filterSql(compiler: SqlCompiler, root: Checked, options: { timeZone?: string } = {}): string {
  const { value, error } = booleanSql(compiler.add(root, options), compiler);
  return error === null ? value : `(NOT ${error} AND ${value})`;
}

/** A filter as parts of a statement: `SELECT … FROM records r${laterals} WHERE ${condition}`. */
export interface CompiledFilter {
  /** Text behind the FROM item that holds the record; '' when nothing is needed. */
  laterals: string;
  /** Never-null boolean expression; no row makes it raise. */
  condition: string;
  /** Values of the placeholders, numbered from `sources.firstParameter`. */
  parameters: SqlCompiler['parameters'];
}

/** Compiles one filter formula. @throws FormulaError when it has problems or is too large. */
export function compileFilter(
  formula: CheckedFormula,
  sources: SqlSources,
  options: { mode?: Mode; timeZone?: string } = {},
): CompiledFilter {
  if (formula.problems.length > 0) throw new FormulaError(formula.problems);
  const compiler = new SqlCompiler(sources, options.mode ?? MODES.airtable);
  const condition = filterSql(compiler, formula.root, options);
  return { laterals: compiler.laterals(), condition, parameters: compiler.parameters };
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
