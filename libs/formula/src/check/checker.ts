import { storable } from '../code-units';
import { type FormulaProblem, FormulaError, type Span } from '../errors';
import type { FunctionDefinition } from '../functions/definition';
import { findFunction, functionNames } from '../functions/registry';
import { type Mode, MODES } from '../modes';
import type { BinaryOperator, CallNode, ChainNode, Node } from '../syntax/ast';
import { parse, type ParsedFormula } from '../syntax/parser';
import type { FormulaType } from '../types';
import type { Checked } from './checked';
import { closest } from './closest';

/** A field that a formula may name. `type` is what the field yields inside a formula. */
export interface FormulaField {
  id: string;
  name: string;
  type: FormulaType;
}

export interface CheckOptions {
  /** Finds a field by exact name or by id; undefined when there is none. */
  field(nameOrId: string): FormulaField | undefined;
  /** Names to suggest for a misspelt one. */
  fieldNames?(): Iterable<string>;
  mode?: Mode;
  /** Present in a rollup: the type of `values`. */
  values?: FormulaType;
}

export interface CheckedFormula {
  source: string;
  parsed: ParsedFormula;
  root: Checked;
  /** Static type of the result. */
  type: FormulaType;
  /** Ids of the fields the formula reads, in order of first appearance. */
  fieldIds: readonly string[];
  /** True when the value changes with time alone. */
  volatile: boolean;
  problems: readonly FormulaProblem[];
}

/** Parses and checks; `problems` lists everything wrong, and a formula with any must not be stored or run. */
export function check(source: string, options: CheckOptions): CheckedFormula {
  const parsed = parse(source);
  const problems = [...parsed.problems];
  const checker = new Checker(options, problems);
  if (checker.mode.extensions === false)
    for (const comment of parsed.comments)
      problems.push({
        code: 'extension_refused',
        start: comment.start,
        end: comment.end,
        message: 'Comments are an extension of PyAirtable.',
        hint: 'Remove the comment.',
      });
  const root = checker.node(parsed.root, new Map());
  problems.sort((a, b) => a.start - b.start);
  return {
    source,
    parsed,
    root,
    type: root.type,
    fieldIds: [...checker.fieldIds],
    volatile: checker.volatile,
    problems,
  };
}

/** As `check`, for callers that need a valid formula. @throws FormulaError with every problem. */
export function checkOrThrow(source: string, options: CheckOptions): CheckedFormula {
  const checked = check(source, options);
  if (checked.problems.length > 0) throw new FormulaError(checked.problems);
  return checked;
}

type Variables = ReadonlyMap<string, FormulaType>;

class Checker {
  readonly mode: Mode;
  readonly fieldIds = new Set<string>();
  volatile = false;
  private readonly options: CheckOptions;
  private readonly problems: FormulaProblem[];

  constructor(options: CheckOptions, problems: FormulaProblem[]) {
    this.options = options;
    this.problems = problems;
    this.mode = options.mode ?? MODES.airtable;
  }

  node(node: Node, variables: Variables): Checked {
    const { start, end } = node;
    switch (node.kind) {
      case 'number':
        return { kind: 'literal', type: 'number', value: node.value, start, end };
      case 'text':
        return { kind: 'literal', type: 'text', value: storable(node.value), start, end };
      case 'group':
        return this.node(node.inner, variables);
      case 'missing':
        return blank(node);
      case 'negate':
        return { kind: 'negate', type: 'number', operand: this.node(node.operand, variables), start, end };
      case 'chain':
        return this.chain(node, variables);
      case 'call':
        return this.call(node, variables);
      case 'variable':
      case 'field':
        return this.name(node.name, node.kind === 'field' && node.braced, node, variables);
    }
  }

  private name(name: string, braced: boolean, span: Span, variables: Variables): Checked {
    const { start, end } = span;
    if (!braced) {
      const bound = variables.get(name);
      if (bound !== undefined) return { kind: 'variable', type: bound, name, start, end };
      if (name === 'values' && this.options.values !== undefined)
        return { kind: 'field', type: this.options.values, fieldId: 'values', start, end };
    }
    if (name === '') return blank(span);
    const field = this.options.field(name);
    if (field) {
      this.fieldIds.add(field.id);
      return { kind: 'field', type: field.type, fieldId: field.id, start, end };
    }
    // TRUE and FALSE are accepted without parentheses where no field has that name.
    const upper = name.toUpperCase();
    if (!braced && (upper === 'TRUE' || upper === 'FALSE'))
      return { kind: 'literal', type: 'boolean', value: upper === 'TRUE', start, end };
    const suggestion = closest(name, this.options.fieldNames?.() ?? []);
    this.problems.push({
      code: 'unknown_field',
      start,
      end,
      name,
      message: `There is no field named "${name}".`,
      ...(suggestion ? { hint: `Did you mean {${suggestion.replaceAll('}', '\\}')}}?` } : {}),
    });
    return blank(span);
  }

  private chain(node: ChainNode, variables: Variables): Checked {
    const { start, end } = node;
    // `&` and `+ -` share a level: cut the run wherever the family changes, keeping it left-associative.
    let left = this.node(node.first, variables);
    for (let at = 0; at < node.rest.length;) {
      const kind = family(node.rest[at]?.operator as BinaryOperator);
      const first: Checked = left;
      const rest: { operator: BinaryOperator; operand: Checked }[] = [];
      let last = left.end;
      while (at < node.rest.length) {
        const link = node.rest[at] as ChainNode['rest'][number];
        if (family(link.operator) !== kind) break;
        const operand = this.node(link.operand, variables);
        rest.push({ operator: link.operator, operand });
        last = operand.end;
        at++;
      }
      const type: FormulaType = kind === 'join' ? 'text' : kind === 'comparison' ? 'boolean' : 'number';
      left = { kind, type, first, rest, start, end: at < node.rest.length ? last : end };
    }
    return left;
  }

  private call(node: CallNode, variables: Variables): Checked {
    const definition = findFunction(node.callee);
    if (!definition) {
      const suggestion = closest(node.callee, functionNames());
      this.problems.push({
        code: 'unknown_function',
        ...node.nameSpan,
        name: node.name,
        message: `There is no function named ${node.name}.`,
        ...(suggestion ? { hint: `Did you mean ${suggestion}?` } : {}),
      });
      for (const arg of node.args) this.node(arg, variables);
      return blank(node);
    }
    if (definition.extension && !this.mode.extensions)
      this.problems.push({
        code: 'extension_refused',
        ...node.nameSpan,
        message: `${definition.name} is an extension of PyAirtable and not part of Airtable's language.`,
      });
    if (definition.volatile) this.volatile = true;
    this.arity(definition, node);
    const args = this.operands(definition, node, variables);
    const type = definition.result(args.map((arg) => arg.type));
    return { kind: 'call', type, definition, args, start: node.start, end: node.end };
  }

  /**
   * LET binds names for its last operand; every other call checks its operands in the same scope. Loops, here and in what
   * walks the tree later: each callback would be two more frames of the stack for each level of nesting.
   */
  private operands(definition: FunctionDefinition, node: CallNode, variables: Variables): Checked[] {
    const binds = definition.name === 'LET';
    const scope = binds ? new Map(variables) : undefined;
    const checked: Checked[] = [];
    for (const [index, arg] of node.args.entries()) {
      if (binds && index % 2 === 0 && index < node.args.length - 1) {
        checked.push(this.binding(arg));
        continue;
      }
      const operand = this.node(arg, scope ?? variables);
      const name = node.args[index - 1];
      if (index % 2 === 1 && name?.kind === 'field') scope?.set(name.name, operand.type);
      checked.push(operand);
    }
    return checked;
  }

  /** A name that LET binds. */
  private binding(arg: Node): Checked {
    if (arg.kind === 'field' && !arg.braced)
      return { kind: 'literal', type: 'text', value: arg.name, start: arg.start, end: arg.end };
    this.problems.push({
      code: 'wrong_argument',
      start: arg.start,
      end: arg.end,
      message: 'LET expects a plain name here.',
      hint: 'Write LET(name, value, …, result).',
    });
    return blank(arg);
  }

  private arity(definition: FunctionDefinition, node: CallNode): void {
    const required = definition.parameters.filter((parameter) => !parameter.optional).length;
    const most = definition.parameters.at(-1)?.rest ? Infinity : definition.parameters.length;
    const count = node.args.length;
    if (count >= required && count <= most) return;
    const signature = `${definition.name}(${definition.parameters
      .map(
        (parameter) =>
          (parameter.optional ? `[${parameter.name}]` : parameter.name) + (parameter.rest ? ', …' : ''),
      )
      .join(', ')})`;
    this.problems.push({
      code: count < required ? 'too_few_arguments' : 'too_many_arguments',
      start: node.start,
      end: node.end,
      message:
        count < required
          ? `${definition.name} needs ${required === most ? '' : 'at least '}${required} argument${required === 1 ? '' : 's'}; ${count} given.`
          : `${definition.name} takes ${most === 0 ? 'no arguments' : `at most ${most} argument${most === 1 ? '' : 's'}`}; ${count} given.`,
      hint: signature,
    });
  }
}

function family(operator: BinaryOperator): 'arithmetic' | 'join' | 'comparison' {
  if (operator === '&') return 'join';
  return '+-*/'.includes(operator) ? 'arithmetic' : 'comparison';
}

const blank = ({ start, end }: Span): Checked => ({
  kind: 'literal',
  type: 'blank',
  value: null,
  start,
  end,
});
