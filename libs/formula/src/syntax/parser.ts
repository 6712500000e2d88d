import type { FormulaProblem } from '../errors';
import { LIMITS } from '../limits';
import type { BinaryOperator, ChainNode, Node } from './ast';
import { tokenize, type Token } from './lexer';

export interface ParsedFormula {
  source: string;
  root: Node;
  /** Every token, white space and comments included, for highlighting. */
  tokens: readonly Token[];
  comments: readonly Token[];
  problems: readonly FormulaProblem[];
}

/**
 * Operator levels, loosest first. `&` sits between comparison and sum here, as spreadsheets read it; Airtable's own
 * place for it is unsettled, so the linter marks a `&` beside `+` or `-` at the same depth.
 */
export type JoinPrecedence = 'loose' | 'likeSum';
const LEVELS: Record<JoinPrecedence, Record<string, number>> = {
  loose: { '=': 1, '!=': 1, '<': 1, '>': 1, '<=': 1, '>=': 1, '&': 2, '+': 3, '-': 3, '*': 4, '/': 4 },
  likeSum: { '=': 1, '!=': 1, '<': 1, '>': 1, '<=': 1, '>=': 1, '&': 3, '+': 3, '-': 3, '*': 4, '/': 4 },
};
/**
 * Parses source text, recovering after each problem, so that all are reported at once. Time is linear in the
 * length; recursion is bounded by LIMITS.depth.
 */
export function parse(source: string, options: { join?: JoinPrecedence } = {}): ParsedFormula {
  if (source.length > LIMITS.sourceLength) {
    const problem: FormulaProblem = {
      code: 'too_long',
      start: 0,
      end: source.length,
      message: `The formula has ${source.length} characters; ${LIMITS.sourceLength} are allowed.`,
    };
    return {
      source,
      root: { kind: 'missing', start: 0, end: 0 },
      tokens: [],
      comments: [],
      problems: [problem],
    };
  }
  const { tokens, problems } = tokenize(source);
  const parser = new Parser(tokens, problems, LEVELS[options.join ?? 'likeSum']);
  const root = parser.formula();
  problems.sort((a, b) => a.start - b.start);
  return { source, root, tokens, comments: tokens.filter((token) => token.kind === 'comment'), problems };
}

class Parser {
  private at = 0;
  private depth = 0;
  /** After the depth limit nothing more is worth reporting. */
  private stopped = false;
  private readonly tokens: Token[];
  private readonly problems: FormulaProblem[];
  private readonly levels: Record<string, number>;

  constructor(tokens: readonly Token[], problems: FormulaProblem[], levels: Record<string, number>) {
    this.tokens = tokens.filter((token) => token.kind !== 'space' && token.kind !== 'comment');
    this.problems = problems;
    this.levels = levels;
  }

  formula(): Node {
    if (this.peek().kind === 'end') {
      this.report('empty_formula', this.peek(), 'The formula is empty.');
      return this.missing();
    }
    const root = this.expression(1);
    while (this.peek().kind !== 'end' && !this.stopped) {
      const token = this.next();
      if (token.kind === 'close')
        this.report('unexpected_parenthesis', token, 'This parenthesis closes nothing.', 'Remove it.');
      else if (token.kind === 'comma')
        this.report('expected_operator', token, 'A comma belongs between the arguments of a function.');
      else if (token.kind !== 'unknown')
        this.report('expected_operator', token, 'An operator is missing before this.', 'Join text with &.');
      // Parse on behind the surplus token so that problems further right are found too.
      if (token.kind !== 'close' && token.kind !== 'comma') this.at--;
      if (token.kind === 'unknown') this.at++;
      if (this.startsExpression(this.peek())) this.expression(1);
      else if (this.peek().kind === 'operator') this.next();
    }
    return root;
  }

  /** Precedence climbing, one recursion per operand; `level` is the loosest operator level taken. */
  private expression(level: number): Node {
    let left = this.unary();
    for (;;) {
      const own = this.operatorLevel();
      if (own < level) return left;
      const rest: ChainNode['rest'] = [];
      while (this.operatorLevel() === own) {
        const token = this.next();
        if (rest.length === LIMITS.operands) {
          this.report('too_many_operands', token, `A chain of more than ${LIMITS.operands} operators.`);
          this.stop();
          break;
        }
        const doubled = this.doubledOperator(token);
        rest.push({
          operator: token.value as BinaryOperator,
          operatorSpan: { start: token.start, end: token.end },
          operand: doubled ? this.missing() : this.expression(own + 1),
        });
      }
      const last = rest[rest.length - 1]?.operand ?? left;
      left = { kind: 'chain', start: left.start, end: Math.max(last.end, left.end), first: left, rest };
    }
  }

  /** Level of the operator ahead; 0 when there is none. */
  private operatorLevel(): number {
    const token = this.peek();
    return token.kind === 'operator' ? (this.levels[token.value] ?? 0) : 0;
  }

  /** `==` and `<>` read as two operators; say what to write instead of "an expression is missing". */
  private doubledOperator(token: Token): boolean {
    const next = this.peek();
    if (next.kind !== 'operator' || next.start !== token.end) return false;
    const pair = token.value + next.value;
    if (pair !== '==' && pair !== '<>') return false;
    this.next();
    this.problems.push({
      code: 'unknown_operator',
      start: token.start,
      end: next.end,
      message: `${pair} is not an operator.`,
      hint: pair === '==' ? 'Write = to compare.' : 'Write != for "is not".',
    });
    if (this.startsExpression(this.peek())) this.expression(2);
    return true;
  }

  private unary(): Node {
    const token = this.peek();
    if (token.kind === 'operator' && token.value === '-') {
      this.next();
      const operand = this.enter(token) ? this.unary() : this.missing();
      this.depth--;
      return { kind: 'negate', start: token.start, end: operand.end, operand };
    }
    return this.primary();
  }

  private primary(): Node {
    const token = this.peek();
    switch (token.kind) {
      case 'number':
        this.next();
        return { kind: 'number', start: token.start, end: token.end, value: Number(token.value) };
      case 'text':
        this.next();
        return { kind: 'text', start: token.start, end: token.end, value: token.value };
      case 'field':
        this.next();
        return { kind: 'field', start: token.start, end: token.end, name: token.value, braced: true };
      case 'name':
        this.next();
        if (this.peek().kind === 'open') return this.call(token);
        return { kind: 'field', start: token.start, end: token.end, name: token.value, braced: false };
      case 'open': {
        this.next();
        const inner = this.enter(token) ? this.expression(1) : this.missing();
        this.depth--;
        const end = this.close(token);
        return { kind: 'group', start: token.start, end, inner };
      }
      case 'unknown':
        this.next();
        return this.startsExpression(this.peek()) ? this.unary() : this.missing();
      default:
        this.report(
          'expected_expression',
          token,
          token.kind === 'end' ? 'The formula ends where a value is expected.' : 'A value is missing here.',
        );
        return this.missing();
    }
  }

  private call(name: Token): Node {
    const open = this.next();
    const args: Node[] = [];
    const nameSpan = { start: name.start, end: name.end };
    if (this.peek().kind !== 'close' && this.peek().kind !== 'end')
      for (;;) {
        if (this.peek().kind === 'close' && args.length > 0) {
          this.report(
            'trailing_comma',
            this.peek(),
            'A value is missing after the last comma.',
            'Remove the comma.',
          );
          break;
        }
        args.push(this.enter(open) ? this.expression(1) : this.missing());
        this.depth--;
        if (args.length > LIMITS.operands) {
          this.report('too_many_operands', name, `A call with more than ${LIMITS.operands} arguments.`);
          this.stop();
        }
        if (this.stopped || this.peek().kind !== 'comma') break;
        this.next();
      }
    const end = this.close(open);
    return {
      kind: 'call',
      start: name.start,
      end,
      name: name.value,
      callee: name.value.toUpperCase(),
      nameSpan,
      args,
    };
  }

  /** Consumes the closing parenthesis; anything before it that is not an argument is reported once and skipped. */
  private close(open: Token): number {
    if (this.stopped) return this.peek().start;
    if (this.peek().kind !== 'close' && this.peek().kind !== 'end') {
      if (this.peek().kind !== 'unknown')
        this.report('expected_operator', this.peek(), 'An operator or a comma is missing before this.');
      let nesting = 0;
      while (this.peek().kind !== 'end' && (nesting > 0 || this.peek().kind !== 'close')) {
        const kind = this.next().kind;
        if (kind === 'open') nesting++;
        if (kind === 'close') nesting--;
      }
    }
    if (this.peek().kind === 'close') return this.next().end;
    this.report('unclosed_parenthesis', open, 'This parenthesis is never closed.', 'Add ) at the end.');
    return this.peek().start;
  }

  /** Counts one level of nesting, which the caller leaves with `depth--`; false when the limit is passed. */
  private enter(token: Token): boolean {
    this.depth++;
    if (this.stopped) return false;
    if (this.depth <= LIMITS.depth) return true;
    this.report(
      'too_deep',
      token,
      `The formula is nested deeper than ${LIMITS.depth} levels.`,
      'Split it over fields.',
    );
    this.stop();
    return false;
  }

  private stop(): void {
    this.stopped = true;
    this.at = this.tokens.length - 1;
  }

  private startsExpression(token: Token): boolean {
    return (
      ['number', 'text', 'field', 'name', 'open'].includes(token.kind) ||
      (token.kind === 'operator' && token.value === '-')
    );
  }

  private peek(): Token {
    return this.tokens[this.at] as Token;
  }

  private next(): Token {
    const token = this.tokens[this.at] as Token;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  private missing(): Node {
    const { start } = this.peek();
    return { kind: 'missing', start, end: start };
  }

  private report(
    code: FormulaProblem['code'],
    at: { start: number; end: number },
    message: string,
    hint?: string,
  ): void {
    if (this.stopped) return;
    this.problems.push({ code, start: at.start, end: at.end, message, ...(hint ? { hint } : {}) });
  }
}
