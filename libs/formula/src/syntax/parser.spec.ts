import { LIMITS } from '../limits';
import type { Node } from './ast';
import { parse } from './parser';

/** The tree in a compact prefix form. */
function shape(node: Node): string {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'text':
      return JSON.stringify(node.value);
    case 'field':
      return `{${node.name}}`;
    case 'variable':
      return `$${node.name}`;
    case 'negate':
      return `(neg ${shape(node.operand)})`;
    case 'group':
      return `[${shape(node.inner)}]`;
    case 'missing':
      return '?';
    case 'call':
      return `${node.callee}(${node.args.map(shape).join(' ')})`;
    case 'chain':
      return `(${shape(node.first)}${node.rest.map((link) => ` ${link.operator} ${shape(link.operand)}`).join('')})`;
  }
}
const codes = (source: string): string[] => parse(source).problems.map((problem) => problem.code);

describe('the parser', () => {
  it.each([
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['10 - 4 - 3', '(10 - 4 - 3)'],
    ['-3 + 5', '((neg 3) + 5)'],
    ['5 - -3', '(5 - (neg 3))'],
    ['"a" & "b" = "ab"', '(("a" & "b") = "ab")'],
    ['1 + 1 = 2', '((1 + 1) = 2)'],
    ['1 < 2 = 3 * 4', '(1 < 2 = (3 * 4))'],
    ['if(a, {b c}, "d")', 'IF({a} {b c} "d")'],
    ['((7))', '[[7]]'],
    ['{Odd\\}Name}', '{Odd}Name}'],
    ['"say \\"hi\\" \\D"', '"say \\"hi\\" \\\\D"'],
    ['.5 + 007', '(0.5 + 7)'],
    ['売上 * 2', '({売上} * 2)'],
  ])('reads %s', (source, expected) => {
    const parsed = parse(source);
    expect(parsed.problems).toEqual([]);
    expect(shape(parsed.root)).toBe(expected);
  });

  it.each([
    ['"open', ['unclosed_text']],
    ['{open', ['unclosed_field']],
    ['SUM(1, 2', ['unclosed_parenthesis']],
    ['SUM(1, 2))', ['unexpected_parenthesis']],
    ['1 +', ['expected_expression']],
    ['SUM(1, 2,)', ['trailing_comma']],
    ['5 5', ['expected_operator']],
    ['1 == 1', ['unknown_operator']],
    ['1 <> 2', ['unknown_operator']],
    ['2 ^ 3', ['unknown_operator']],
    ['=1+1', ['expected_expression']],
    ['', ['empty_formula']],
    ['{}', ['empty_field_name']],
  ])('refuses %s', (source, expected) => expect(codes(source)).toEqual(expect.arrayContaining(expected)));

  it('reports several problems of one formula, each at its place', () => {
    const found = parse('SUM(1, “a”) + (2 ^ 3) & {open').problems;
    expect(found.map((problem) => problem.code)).toContain('unexpected_character');
    expect(found.map((problem) => problem.code)).toContain('unknown_operator');
    expect(found.map((problem) => problem.code)).toContain('unclosed_field');
    expect(
      found.every((problem, index) => index === 0 || (found[index - 1]?.start ?? 0) <= problem.start),
    ).toBe(true);
  });

  it('takes a nesting of one thousand levels and refuses one more without overflowing', () => {
    const nested = (levels: number): string => `${'('.repeat(levels)}1${')'.repeat(levels)}`;
    expect(codes(nested(LIMITS.depth))).toEqual([]);
    expect(codes(nested(LIMITS.depth + 1))).toEqual(['too_deep']);
    expect(codes('-'.repeat(50_000))).toEqual(['too_deep']);
    expect(codes('IF('.repeat(30_000))).toEqual(['too_deep']);
  });

  it('keeps a chain of ten thousand terms flat', () => {
    const parsed = parse(Array.from({ length: 10_000 }, () => '1').join('+'));
    expect(parsed.problems).toEqual([]);
    expect(parsed.root.kind === 'chain' && parsed.root.rest.length).toBe(9_999);
  });

  it('refuses a text beyond the length limit', () =>
    expect(codes(' '.repeat(LIMITS.sourceLength + 1))).toEqual(['too_long']));
});
