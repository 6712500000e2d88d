import fc from 'fast-check';
import { check, checkOrThrow } from '../check/checker';
import { FORMULA_ERROR_CODES, FormulaError } from '../errors';
import { evaluate } from '../evaluate/evaluator';
import { arbitraryFormula } from '../testing/arbitrary-formula';
import { sampleRecord } from '../testing/sample-record';
import { children, type Node } from './ast';
import { parse } from './parser';

const record = sampleRecord([
  { name: 'N1', type: 'number', value: 1 },
  { name: 'T1', type: 'text', value: 'a' },
]);

/** Pieces of the language, glued together in any order. */
const fragments = fc
  .array(
    fc.constantFrom(
      ...[
        'IF(',
        'SUM(',
        'LET(',
        '(',
        ')',
        ',',
        '{N1}',
        '{',
        '}',
        '"',
        "'",
        '\\',
        '"a"',
        '1',
        '.5',
        '1.',
        '-',
        '+',
        '*',
      ],
      ...[
        '/',
        '&',
        '=',
        '!=',
        '!',
        '<',
        '>',
        '<>',
        '==',
        '//',
        '/*',
        '*/',
        '\n',
        ' ',
        'x',
        'TRUE',
        '😀',
        '“',
        '\ud800',
      ],
      ...[
        '\u0000',
        '\u200b',
        '%',
        ';',
        'values',
        'NOW()',
        'REGEX_MATCH(',
        '\u0301',
        '__proto__',
        'constructor(',
      ],
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

const bytes = fc.uint8Array({ maxLength: 200 }).map((given) => Buffer.from(given).toString('utf8'));
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
  .map((given) => String.fromCharCode(...given));

/** A valid formula with a few characters removed, doubled or replaced. */
const mutated = fc
  .tuple(
    arbitraryFormula,
    fc.array(
      fc.tuple(fc.nat(), fc.constantFrom('', '(', ')', ',', '"', '{', '}', '-', '\\', ' ', '1', 'é')),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([formula, edits]) =>
    edits.reduce((text, [place, put]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + put + text.slice(at + 1);
    }, formula),
  );

/** Checks everything a caller may do with any text; throws when something other than a formula error comes out. */
function survive(source: string): void {
  const checked = check(source, record.check);
  for (const { code, start, end, message } of checked.problems) {
    expect(FORMULA_ERROR_CODES).toContain(code);
    expect(message).not.toBe('');
    expect(start >= 0 && start <= end && end <= source.length).toBe(true);
  }
  if (checked.problems.length === 0) evaluate(checked.root, record.environment);
  try {
    checkOrThrow(source, record.check);
    expect(checked.problems).toEqual([]);
  } catch (error) {
    expect(error).toBeInstanceOf(FormulaError);
  }
}

it.each([
  ['texts', fc.string({ unit: 'binary', maxLength: 200 })],
  ['decoded bytes', bytes],
  ['UTF-16 units, halves of pairs included', units],
  ['fragments of the language', fragments],
  ['mutated formulas', mutated],
] as const)('never throws anything but a formula error on %s', (_name, source) => {
  fc.assert(fc.property(source, survive), { numRuns: 2_000 });
});

/** Tokens made, nodes made and problems reported: what the lexer, parser and checker did. */
function work(source: string): number {
  const { tokens, root, problems } = parse(source);
  let nodes = 0;
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    nodes++;
    open.push(...children(node));
  }
  return tokens.length + nodes + problems.length + check(source, record.check).problems.length;
}

it.each([
  ...[
    '(',
    ')',
    '-',
    'IF(',
    '{',
    '{a}',
    '"',
    '"a" ',
    '/*',
    '/**/',
    '//\n',
    ',',
    'a b ',
    '“',
    '== ',
    '<>',
    '&',
    '! ',
  ],
  ...['1+', 'SUM(1,', '(1,', '{N1}=', 'x(', ')(', '1.', '\\', '\ud800', '--', '((-'],
])('does work in proportion to the length of %j repeated', (fragment) => {
  const once = work(fragment.repeat(4_000));
  const twice = work(fragment.repeat(8_000));
  expect(twice).toBeLessThanOrEqual(2 * once + 2_100);
});

it('makes no more tokens and problems than there are characters', () => {
  fc.assert(
    fc.property(fragments, (source) => {
      const { tokens, problems } = parse(source);
      expect(tokens.length).toBeLessThanOrEqual(source.length + 1);
      expect(problems.length).toBeLessThanOrEqual(2 * source.length + 2);
    }),
  );
});
