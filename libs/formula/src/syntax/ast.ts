import type { Span } from '../errors';

export type ComparisonOperator = '=' | '!=' | '<' | '>' | '<=' | '>=';
export type JoinOperator = '&';
export type SumOperator = '+' | '-';
export type ProductOperator = '*' | '/';
export type BinaryOperator = ComparisonOperator | JoinOperator | SumOperator | ProductOperator;

/**
 * Syntax nodes are immutable and positioned. Operators of one precedence level form one left-associative `chain`,
 * so a sum of ten thousand terms is one node and not ten thousand levels.
 */
export type Node =
  | NumberNode
  | TextNode
  | FieldNode
  | CallNode
  | ChainNode
  | NegateNode
  | GroupNode
  | VariableNode
  | MissingNode;

export interface NumberNode extends Span {
  kind: 'number';
  value: number;
}
export interface TextNode extends Span {
  kind: 'text';
  value: string;
}
/** `{Name}`, `{fld…}` or a bare identifier; `name` is unescaped. */
export interface FieldNode extends Span {
  kind: 'field';
  name: string;
  braced: boolean;
}
export interface CallNode extends Span {
  kind: 'call';
  /** As written. */
  name: string;
  /** Upper case. */
  callee: string;
  nameSpan: Span;
  args: Node[];
}
export interface ChainNode extends Span {
  kind: 'chain';
  first: Node;
  rest: { operator: BinaryOperator; operatorSpan: Span; operand: Node }[];
}
export interface NegateNode extends Span {
  kind: 'negate';
  operand: Node;
}
/** Parentheses as written; without meaning once parsed, kept so that printing is lossless. */
export interface GroupNode extends Span {
  kind: 'group';
  inner: Node;
}
/** A name bound by LET, made by the checker's resolution and by the parser for bare names inside LET. */
export interface VariableNode extends Span {
  kind: 'variable';
  name: string;
}
/** Stands where an expression was expected; a problem at the same place says why. */
export interface MissingNode extends Span {
  kind: 'missing';
}

/** The operands of a node in source order. */
export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'call':
      return node.args;
    case 'chain':
      return [node.first, ...node.rest.map((link) => link.operand)];
    case 'negate':
      return [node.operand];
    case 'group':
      return [node.inner];
    default:
      return [];
  }
}
