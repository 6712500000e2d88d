import { faultOfGrowth, ownClock } from '@pyairtable/testkit';
import fc from 'fast-check';
import type { Node } from '../syntax/ast';
import { parse } from '../syntax/parser';
import { arbitraryFormula } from '../testing/arbitrary-formula';
import { vectorFiles } from '../testing/vectors';
import { fieldReferences, idsToNames, namesToIds } from './field-references';
import { printFormula } from './print-formula';

// Thousands of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** What a tree means: parentheses gone, chains cut where the operator family changes. */
function meaning(node: Node): unknown {
  switch (node.kind) {
    case 'number':
    case 'text':
      return node.value;
    case 'field':
      return { field: node.name, braced: node.braced };
    case 'variable':
      return { variable: node.name };
    case 'missing':
      return null;
    case 'group':
      return meaning(node.inner);
    case 'negate':
      return { negate: meaning(node.operand) };
    case 'call':
      return { call: node.callee, args: node.args.map(meaning) };
    case 'chain':
      return node.rest.reduce<unknown>(
        (left, { operator, operand }) => ({ left, operator, right: meaning(operand) }),
        meaning(node.first),
      );
  }
}

const at = { start: 0, end: 0 };
const operators = ['+', '-', '*', '/', '&', '=', '!=', '<', '>', '<=', '>='] as const;
/** Trees without groups, as a program makes them: the printer must add every parenthesis that is needed. */
const arbitraryTree = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc
      .oneof(
        fc.double({ min: 0, noNaN: true, noDefaultInfinity: false }),
        fc.nat(),
        fc.constantFrom(0.1, 1e21, 5e-324, 1e-7, 1.5e300),
      )
      .map((value): Node => ({ kind: 'number', value: value + 0, ...at })),
    fc.string({ unit: 'grapheme' }).map((value): Node => ({ kind: 'text', value, ...at })),
    fc
      .oneof(fc.constantFrom('\\', '"', "'", '\\n', '\\\\"', '\n\r\t', '\\d+\\', '"\''), fc.string())
      .map((value): Node => ({ kind: 'text', value, ...at })),
    fc
      .constantFrom('A', 'b c', 'x}y', 'k\\}l')
      .map((name): Node => ({ kind: 'field', name, braced: true, ...at })),
    tie('node').map((operand): Node => ({ kind: 'negate', operand, ...at })),
    fc
      .tuple(
        tie('node'),
        fc.array(fc.tuple(fc.constantFrom(...operators), tie('node')), { minLength: 1, maxLength: 3 }),
      )
      .map(([first, links]): Node => {
        let chain: Node = first;
        for (const [operator, operand] of links)
          chain = { kind: 'chain', first: chain, rest: [{ operator, operatorSpan: at, operand }], ...at };
        return chain;
      }),
    fc
      .array(tie('node'), { maxLength: 3 })
      .map((args): Node => ({ kind: 'call', name: 'Sum', callee: 'SUM', nameSpan: at, args, ...at })),
  ),
})).node;

describe('the printer', () => {
  it('prints what parses to the same meaning, for random formulas', () => {
    fc.assert(
      fc.property(arbitraryFormula, (source) => {
        const { root } = parse(source);
        const again = parse(printFormula(root));
        expect(again.problems).toEqual([]);
        expect(meaning(again.root)).toEqual(meaning(root));
      }),
      { numRuns: 2_000 },
    );
  });

  it('adds the parentheses that a tree made by hand needs', () => {
    fc.assert(
      fc.property(arbitraryTree, (root) => {
        const again = parse(printFormula(root));
        expect(again.problems).toEqual([]);
        expect(meaning(again.root)).toEqual(meaning(root));
      }),
      { numRuns: 5_000 },
    );
  });

  it('prints every vector without changing its meaning, and printing again changes nothing', () => {
    for (const { vectors } of vectorFiles())
      for (const { formula } of vectors) {
        const parsed = parse(formula);
        if (parsed.problems.length > 0) continue;
        const printed = printFormula(parsed.root);
        expect(meaning(parse(printed).root)).toEqual(meaning(parsed.root));
        expect(printFormula(parse(printed).root)).toBe(printed);
      }
  });

  it.each([
    ['"Y" & 2020 + 1', '("Y" & 2020) + 1'],
    ['1 + 2 & "a" & "b" - 3', '((1 + 2) & "a" & "b") - 3'],
    ['1 - 2 + 3', '1 - 2 + 3'],
    ['  if( {a} , /* why */ "x" )', 'if({a}, "x")'],
    ['\'say "hi"\'', '\'say "hi"\''],
    ['"\\d+"', '"\\d+"'],
  ])('writes %s as %s', (source, printed) => expect(printFormula(parse(source).root)).toBe(printed));

  it('writes function names in capitals and fields as asked', () => {
    const { root } = parse('sum({a}, b)');
    expect(printFormula(root, { functionCase: 'upper', field: (name) => `{fld${name}}` })).toBe(
      'SUM({flda}, {fldb})',
    );
  });

  it('stays within the nesting limit however often & and + alternate', () => {
    const source = Array.from({ length: 5_000 }, (_, index) => (index % 2 ? '+ 1 ' : '& 1 ')).join('');
    expect(parse(printFormula(parse(`1 ${source}`).root)).problems).toEqual([]);
  });
});

const idOf = (index: number): string => `fld${String(index).padStart(14, '0')}`;
const fieldName = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    'Name',
    'a}b',
    '{',
    '}',
    'a\\',
    'a\\}b',
    ' x ',
    '//',
    '"',
    idOf(0),
    idOf(1),
    'values',
    'TRUE',
    '',
  ),
);
const fieldsOf = (names: readonly string[]) => names.map((name, index) => ({ id: idOf(index), name }));

describe('field references', () => {
  it('come back as the same stored text through names of any kind', () => {
    fc.assert(
      fc.property(
        fc.array(fieldName, { minLength: 1, maxLength: 6 }),
        fc.array(
          fc.oneof(
            fc.nat({ max: 7 }).map((index) => `{${idOf(index)}}`),
            fc.constantFrom(
              ' + ',
              ' /* {x} */ ',
              '// {y}\n',
              '"{Name}"',
              "'a' & ",
              'SUM(',
              ')',
              ', ',
              '\t\n',
            ),
          ),
          { maxLength: 20 },
        ),
        (names, parts) => {
          const stored = parts.join('');
          const fields = fieldsOf(names);
          expect(namesToIds(idsToNames(stored, fields), fields)).toBe(stored);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('keep everything else byte for byte', () => {
    const fields = fieldsOf(['Name', "Guest's }x{", 'Café']);
    const shown = ` if(Name="{Name}" , // {Name}\n {Guest's \\}x{}&Café ,/* Name */ len( 'Name' ))\r\n`;
    const stored = ` if({${idOf(0)}}="{Name}" , // {Name}\n {${idOf(1)}}&{${idOf(2)}} ,/* Name */ len( 'Name' ))\r\n`;
    expect(namesToIds(shown, fields)).toBe(stored);
    expect(idsToNames(stored, fields)).toBe(
      ` if({Name}="{Name}" , // {Name}\n {Guest's \\}x{}&{Café} ,/* Name */ len( 'Name' ))\r\n`,
    );
  });

  it('leave unknown names, called names, bound names and the values of a rollup alone', () => {
    const fields = fieldsOf(['x', 'SUM', 'values', 'y']);
    expect(namesToIds('LET(x, y, x + SUM(x, z)) + x', fields)).toBe(
      `LET(x, {${idOf(3)}}, x + SUM(x, z)) + {${idOf(0)}}`,
    );
    expect(namesToIds('LET(x, x, y, x, x & {x} & y)', fields)).toBe(
      `LET(x, {${idOf(0)}}, y, x, x & {${idOf(0)}} & y)`,
    );
    expect(namesToIds('SUM(values)', fields, { rollup: true })).toBe('SUM(values)');
    expect(namesToIds('SUM(values)', fields)).toBe(`SUM({${idOf(2)}})`);
  });

  it('keep the id of a field whose name two fields share, or that cannot stand in braces', () => {
    const stored = `{${idOf(0)}} & {${idOf(1)}} & {${idOf(2)}}`;
    expect(idsToNames(stored, fieldsOf(['Same', 'Same', 'ends in \\']))).toBe(stored);
  });

  it.each([
    ['LET(a,1,x,', 0],
    ['IF(x,', 1],
  ])('are found in linear time in a text of open calls: %s', async (call, each) => {
    expect(fieldReferences(call.repeat(1_000))).toHaveLength(1_000 * each);
    const find = (calls: number) => void fieldReferences(call.repeat(calls));
    expect(await faultOfGrowth(find, ownClock)).toBeUndefined();
  });

  it('are found where the checker finds them', () => {
    for (const { vectors } of vectorFiles())
      for (const { formula } of vectors) {
        const parsed = parse(formula);
        if (parsed.problems.length > 0 || /LET/i.test(formula)) continue;
        const found: unknown[] = [];
        const walk = (node: Node): void => {
          if (node.kind === 'field') found.push([node.start, node.end, node.name]);
          if (node.kind === 'group') walk(node.inner);
          if (node.kind === 'negate') walk(node.operand);
          if (node.kind === 'call') node.args.forEach(walk);
          if (node.kind === 'chain') [node.first, ...node.rest.map(({ operand }) => operand)].forEach(walk);
        };
        walk(parsed.root);
        expect(fieldReferences(formula).map(({ start, end, name }) => [start, end, name])).toEqual(found);
      }
  });
});
