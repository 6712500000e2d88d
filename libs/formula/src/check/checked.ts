import type { FunctionDefinition } from '../functions/definition';
import type { FormulaType } from '../types';
import type { BinaryOperator, ComparisonOperator } from '../syntax/ast';
import type { Span } from '../errors';

/** A formula after checking: names resolved, every node typed, parentheses gone. Both engines read this tree. */
export type Checked =
  CheckedLiteral | CheckedField | CheckedVariable | CheckedChain | CheckedNegate | CheckedCall;

interface Typed extends Span {
  type: FormulaType;
}
export interface CheckedLiteral extends Typed {
  kind: 'literal';
  value: number | string | boolean | null;
}
/** A cell of the record, or `values` of a rollup (`fieldId` "values"). */
export interface CheckedField extends Typed {
  kind: 'field';
  fieldId: string;
}
export interface CheckedVariable extends Typed {
  kind: 'variable';
  name: string;
}
/** Left-associative run of one operator family. */
export interface CheckedChain extends Typed {
  kind: 'arithmetic' | 'join' | 'comparison';
  first: Checked;
  rest: { operator: BinaryOperator | ComparisonOperator; operand: Checked }[];
}
export interface CheckedNegate extends Typed {
  kind: 'negate';
  operand: Checked;
}
export interface CheckedCall extends Typed {
  kind: 'call';
  definition: FunctionDefinition;
  args: Checked[];
}
