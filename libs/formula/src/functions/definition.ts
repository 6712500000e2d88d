import type { Checked } from '../check/checked';
import type { Environment } from '../evaluate/environment';
import type { SqlBuilder } from '../sql/sql-builder';
import type { SqlValue } from '../sql/sql-value';
import type { FormulaType } from '../types';
import type { FormulaDate, Value } from '../value';

/**
 * Kinds an argument is coerced to before the function sees it. `any` stays as it is; `joined` is text with a list's
 * items run together; `items` is one flattened list of this argument and, with `rest`, of all after it.
 */
export type ParameterType = 'number' | 'text' | 'joined' | 'date' | 'boolean' | 'any' | 'items';

export interface Parameter {
  name: string;
  type: ParameterType;
  description: string;
  optional?: true;
  /** Takes this argument and all after it; only on the last parameter. */
  rest?: true;
}

export interface Example {
  formula: string;
  /** As text; '' for blank. */
  result: string;
  /** What a rollup's `values` holds in the example, where the formula names it. */
  values?: readonly (number | string | null)[];
}

export type Category = 'text' | 'logical' | 'numeric' | 'date' | 'array' | 'record' | 'regex';

interface Described {
  /** Upper case. */
  readonly name: string;
  readonly category: Category;
  /** Beyond Airtable's list: refused where only Airtable's language is wanted. */
  readonly extension?: true;
  /** Its value changes with time alone. */
  readonly volatile?: true;
  /** One sentence for the reference and for completion. */
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly examples: readonly Example[];
}

/**
 * An ordinary function: arguments arrive coerced (an absent optional one as undefined) and free of failures, since
 * a failed argument fails the call before it. `items` holds blanks and, in lists, failures never.
 */
export interface StrictFunction extends Described {
  readonly kind: 'strict';
  result(types: readonly FormulaType[]): FormulaType;
  /** `types` are the operands' static types before coercion. */
  evaluate(args: readonly Argument[], environment: Environment, types: readonly FormulaType[]): Value;
  /** The same in SQL: `args` are coerced; their error states are merged by the compiler. */
  sql(args: readonly SqlArgument[], builder: SqlBuilder, types: readonly FormulaType[]): SqlValue;
  /**
   * Functions of `items` only: the same where no operand is a list or mixed, without making a list. The operands come
   * as they are, their error states are merged by the compiler; undefined leaves the work to `sql`.
   */
  scalarSql?(
    operands: readonly SqlValue[],
    builder: SqlBuilder,
    types: readonly FormulaType[],
  ): SqlValue | undefined;
}

/** A form that decides which operands count: IF, SWITCH, ISERROR and the like. */
export interface LazyFunction extends Described {
  readonly kind: 'lazy';
  result(types: readonly FormulaType[]): FormulaType;
  evaluate(args: readonly Checked[], evaluate: (node: Checked) => Value, environment: Environment): Value;
  sql(args: readonly Checked[], compile: (node: Checked) => SqlValue, builder: SqlBuilder): SqlValue;
}

export type Argument = undefined | null | number | string | boolean | FormulaDate | Value | readonly Value[];
export type SqlArgument = SqlValue | undefined;
export type FunctionDefinition = StrictFunction | LazyFunction;
