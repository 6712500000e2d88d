import fc from 'fast-check';
import { check } from '../check/checker';
import { arbitraryFormula, arbitraryRow } from '../testing/arbitrary-formula';
import { sampleRecord, tag, vectorRecord } from '../testing/sample-record';
import { vectorFiles } from '../testing/vectors';
import { evaluate } from './evaluator';
import { explain, explainedAt } from './explain';

// Thousands of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { check: options, environment } = sampleRecord([
  { name: 'Price', type: 'number', value: 8 },
  { name: 'Count', type: 'number', value: 0 },
]);

function values(source: string): [string, unknown][] {
  const checked = check(source, options);
  expect(checked.problems).toEqual([]);
  return explain(checked.root, environment).map(({ start, end, value }) => [
    source.slice(start, end),
    tag(value),
  ]);
}

describe('the values of subexpressions', () => {
  it('are told of every operand, branches not taken included', () =>
    expect(values('IF(Count > 0, Price / Count, -1)')).toEqual([
      ['Count', 0],
      ['0', 0],
      ['Count > 0', false],
      ['Price', 8],
      ['Count', 0],
      ['Price / Count', { n: 'Infinity' }],
      ['1', 1],
      ['-1', -1],
      ['IF(Count > 0, Price / Count, -1)', -1],
    ]));

  it('follow the names that LET binds', () =>
    expect(values('LET(x, Price, y, x * 2, x + y)')).toEqual([
      ['Price', 8],
      ['x', 8],
      ['x', 8],
      ['2', 2],
      ['x * 2', 16],
      ['y', 16],
      ['x', 8],
      ['y', 16],
      ['x + y', 24],
      ['LET(x, Price, y, x * 2, x + y)', 24],
    ]));

  it('end with what the evaluator says of the whole formula', () => {
    fc.assert(
      fc.property(arbitraryFormula, arbitraryRow, (source, row) => {
        const record = sampleRecord(row);
        const { root } = check(source, record.check);
        const last = explain(root, record.environment).at(-1);
        expect(tag(last?.value ?? null)).toEqual(tag(evaluate(root, record.environment)));
      }),
      { numRuns: 1_000 },
    );
    for (const { vectors } of vectorFiles())
      for (const vector of vectors) {
        if (vector.expect.value === 'INVALID') continue;
        const record = vectorRecord(vector);
        const { root } = check(vector.formula, record.check);
        const last = explain(root, record.environment).at(-1);
        expect(tag(last?.value ?? null)).toEqual(tag(evaluate(root, record.environment)));
      }
  });

  it('are found by place, the innermost first', () => {
    const source = '(Price + 1) * 2';
    const explained = explain(check(source, options).root, environment);
    const at = (offset: number): unknown => explainedAt(explained, offset)?.value;
    expect([at(1), at(7), at(10), at(14), at(15)]).toEqual([8, 9, 18, 2, undefined]);
  });
});
