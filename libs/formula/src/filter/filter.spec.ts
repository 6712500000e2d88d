import fc from 'fast-check';
import { check } from '../check/checker';
import { evaluate } from '../evaluate/evaluator';
import { MODES } from '../modes';
import { SqlCompiler } from '../sql/compiler';
import { arbitraryFormula, arbitraryRow } from '../testing/arbitrary-formula';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';
import { type SampleCell, sampleRecord } from '../testing/sample-record';
import { fail, FormulaDate, type Value } from '../value';
import { filterProblemMessage, filterSql, keeps } from './filter';

let database: FormulaDatabase;

beforeAll(async () => {
  database = await openFormulaDatabase();
}, 120_000);
afterAll(() => database.close());

async function verdicts(
  source: string,
  cells: readonly SampleCell[],
): Promise<{ sql: boolean; own: boolean }> {
  const record = sampleRecord(cells, { mode: MODES.airtable });
  const checked = check(source, record.check);
  expect(checked.problems).toEqual([]);
  const compiler = new SqlCompiler(record.sources, MODES.airtable);
  const condition = filterSql(compiler, checked.root);
  const { rowCount } = await database.client.query(
    `SELECT 1 FROM ${record.from}${compiler.laterals()} WHERE ${condition}`,
    [...record.parameters, ...compiler.parameters],
  );
  return { sql: rowCount === 1, own: keeps(evaluate(checked.root, record.environment)) };
}

const cell = (type: SampleCell['type'], value: Value): SampleCell[] => [{ name: 'X', type, value }];

describe('a filter', () => {
  it.each<[string, SampleCell[], boolean]>([
    ['0', [], false],
    ['FALSE()', [], false],
    ['""', [], false],
    ['0 / 0', [], false],
    ['ERROR()', [], false],
    ['BLANK()', [], false],
    ['X', cell('list:text', []), false],
    ['X', cell('list:text', null), false],
    ['X', cell('list:number', [1, fail('in a list')]), false],
    ['X', cell('date', null), false],
    ['1 / 0', [], true],
    ['-1', [], true],
    ['"0"', [], true],
    ['" "', [], true],
    ['"false"', [], true],
    ['TRUE()', [], true],
    ['X', cell('list:text', ['']), true],
    ['X', cell('date', new FormulaDate(0)), true],
    ['IF(X, 0, "no")', cell('boolean', true), false],
    ['IF(X, 0, "no")', cell('boolean', false), true],
    ['IF(X = "a", ERROR(), 1)', cell('text', 'a'), false],
  ])('%s over %j keeps the record: %s', async (source, cells, kept) =>
    expect(await verdicts(source, cells)).toEqual({ sql: kept, own: kept }),
  );

  it('finds a field by its id', async () => {
    const id = sampleRecord(cell('text', 'x')).check.field('X')?.id as string;
    expect(await verdicts(`{${id}} = 'x'`, cell('text', 'x'))).toEqual({ sql: true, own: true });
  });

  it('keeps the same records in both engines', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryFormula, arbitraryRow, async (source, row) => {
        const { sql, own } = await verdicts(source, row);
        expect(sql).toBe(own);
      }),
      { numRuns: 500 },
    );
  }, 120_000);

  it('is refused with its problems, in the words of the Web API', () => {
    const record = sampleRecord(cell('text', null));
    const message = (source: string): string => filterProblemMessage(check(source, record.check).problems);
    expect(message('{a} & X & {b} & {a}')).toBe(
      'The formula for filtering records is invalid: Unknown field names: a, b',
    );
    expect(message('{idd}=recAbc1')).toBe(
      'The formula for filtering records is invalid: Unknown field names: idd, recabc1',
    );
    expect(message('{X}="He said "no""')).toBe(
      'The formula for filtering records is invalid: Invalid formula. Please check your formula text.',
    );
    expect(message('{a} & NOPE(')).toBe(
      'The formula for filtering records is invalid: Invalid formula. Please check your formula text.',
    );
  });
});
