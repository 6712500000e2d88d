/**
 * The formula language: parse → check → evaluate or compile to SQL. Everything a caller needs is named here; the README
 * says what each part promises. Nothing here does I/O, so all of it runs in browser and server.
 */

// Words of the language
export {
  FORMULA_ERROR_CODES,
  FormulaError,
  type FormulaErrorCode,
  type FormulaProblem,
  type Span,
} from './errors';
export { LIMITS } from './limits';
export { type Mode, MODES } from './modes';
export { type FormulaType, isList, itemType, listOf, type ScalarType } from './types';
export {
  DATE_RANGE,
  dateAt,
  fail,
  FormulaDate,
  FormulaFailure,
  isDate,
  isFailure,
  isItems,
  type Value,
} from './value';

// Text to tree
export type { BinaryOperator, Node } from './syntax/ast';
export { type Token, type TokenKind, tokenize } from './syntax/lexer';
export { parse, type ParsedFormula } from './syntax/parser';

// Meaning: names, types, problems, warnings, dependencies
export {
  check,
  type CheckedFormula,
  type CheckOptions,
  checkOrThrow,
  type FormulaField,
} from './check/checker';
export type { Checked } from './check/checked';
export { lint } from './lint/lint';
export { FORMULA_WARNING_CODES, type FormulaWarning, type FormulaWarningCode } from './lint/warning';
export {
  dependenciesOf,
  type FormulaCycle,
  type FormulaDependencies,
  type FormulaInOrder,
  type FormulaOrder,
  orderFormulas,
} from './dependencies';
export { type ResultFormat, resultFormat } from './result-format';

// Values
export type { Environment } from './evaluate/environment';
export { evaluate } from './evaluate/evaluator';
export { explain, type Explained, explainedAt } from './evaluate/explain';
export { toText } from './coerce';
export { cellValue, resultType } from './result';
export { type FieldKind, fieldJson, fieldKind, fieldTitle, fieldValue } from './field-value';
export { isDayResult } from './day-result';
export { fromWall, isZone, toWall } from './dates/time-zone';

// SQL
export type { SqlBuilder } from './sql/sql-builder';
export { SqlCompiler, type SqlSources } from './sql/compiler';
export type { RollupValues } from './sql/rollup-values';
export type { SqlValue } from './sql/sql-value';
export { cellSql, taggedCellSql } from './result';
export { tagSql, textSql } from './sql/coerce-sql';
export { untag } from './sql/untag';
export { filterProblemMessage, filterSql, keeps } from './filter/filter';

// Writing: trees to text, names to ids
export { quoteText } from './print/quote';
export { printFormula, type PrintOptions } from './print/print-formula';
export {
  type FieldReference,
  fieldReferences,
  fieldsByReference,
  idsToNames,
  namesToIds,
} from './print/field-references';

// Editors and documents
export {
  type Completion,
  type CompletionOptions,
  type Completions,
  completionsAt,
} from './editor/completion';
export { type Signature, signatureAt } from './editor/signature';
export type { Category, Example, FunctionDefinition, Parameter, ParameterType } from './functions/definition';
export { allFunctions, findFunction } from './functions/registry';
export { functionReference } from './reference/function-reference';
