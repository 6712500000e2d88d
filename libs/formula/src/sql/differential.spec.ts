import { suiteSeed } from '@pyairtable/testkit';
import fc from 'fast-check';
import type pg from 'pg';
import { check } from '../check/checker';
import type { Environment } from '../evaluate/environment';
import { evaluate } from '../evaluate/evaluator';
import { type Mode, MODES } from '../modes';
import { cellSql, cellValue, taggedCellSql } from '../result';
import { arbitraryFormula, arbitraryRow, arbitraryZone } from '../testing/arbitrary-formula';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';
import { type SampleCell, sampleTable, tag } from '../testing/sample-record';
import { FormulaDate } from '../value';
import { SqlCompiler } from './compiler';

/** Rows each formula is tried on, all in one statement. */
const ROWS = 16;
/** `FORMULA_CASES=1000000 npx vitest run src/sql/differential` runs a long comparison; `FORMULA_SEED` repeats one. */
const CASES = Number(process.env['FORMULA_CASES'] ?? (process.env['SOAK'] ? 600_000 : 24_000));
const SEED = suiteSeed('FORMULA_SEED');
/** When fields that LAST_MODIFIED_TIME names were changed last. */
const MODIFIED = { N1: Date.parse('2024-02-29T23:59:59.999Z'), T1: Date.parse('2024-03-10T07:00:00.000Z') };

let database: FormulaDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await openFormulaDatabase();
  ({ client } = database);
}, 120_000);
afterAll(() => database.close());

/** Numbers to their last digit: both engines do IEEE arithmetic in the same order. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Display properties aside: a date's zone and locale are not part of its value. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null), (key, item: unknown) =>
    key === 'z' || key === 'l' ? undefined : item,
  );

const shown = (row: readonly SampleCell[]): string =>
  JSON.stringify(Object.fromEntries(row.map(({ name, value }) => [name, tag(value)])));

/** Throws what differs: the formula, the record, both values. */
async function compare(
  formula: string,
  rows: readonly (readonly SampleCell[])[],
  mode: Mode,
  timeZone: string,
): Promise<void> {
  const table = sampleTable(rows, { mode, timeZone, modified: MODIFIED });
  const checked = check(formula, table.check);
  if (checked.problems.length > 0) throw new Error(`${formula}: ${checked.problems[0]?.message}`);
  const compiler = new SqlCompiler(table.sources, mode);
  const cell = taggedCellSql(cellSql(compiler.add(checked.root, { timeZone }), compiler));
  const sql = `SELECT ${cell} AS cell FROM ${table.from}${compiler.laterals()} ORDER BY r.place`;
  let found: { cell: unknown }[];
  try {
    found = (await client.query(sql, [...table.parameters, ...compiler.parameters])).rows;
  } catch (error) {
    throw new Error(
      `${formula} in ${timeZone} raised ${String(error)} on\n${rows.map(shown).join('\n')}\n${sql}`,
      { cause: error },
    );
  }
  rows.forEach((row, index) => {
    const environment = table.environments[index] as Environment;
    const expected = plain(tag(cellValue(evaluate(checked.root, environment), checked.type, mode)));
    const actual = plain(found[index]?.cell);
    if (!same(actual, expected))
      throw new Error(
        `${formula} in ${timeZone} on ${shown(row)}\nevaluator ${JSON.stringify(expected)}\nPostgreSQL ${JSON.stringify(actual)}`,
      );
  });
}

for (const [name, mode] of Object.entries({ airtable: MODES.airtable, strict: MODES.strict }))
  it(`finds no difference between the engines in ${name} mode`, async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryFormula,
        fc.array(arbitraryRow, { minLength: ROWS, maxLength: ROWS }),
        fc.oneof({ weight: 2, arbitrary: fc.constant('GMT') }, arbitraryZone),
        (formula, rows, timeZone) => compare(formula, rows, mode, timeZone),
      ),
      { numRuns: Math.ceil(CASES / ROWS / 2), seed: SEED },
    );
  }, 3_600_000);

it('finds two moments of one wall time to differ, unless a unit says that the time shown counts', async () => {
  const date = (name: string, text: string): SampleCell => ({
    name,
    type: 'date',
    value: new FormulaDate(Date.parse(text)),
  });
  const twice = [date('D1', '2024-11-03T05:30:00Z'), date('D2', '2024-11-03T06:30:00Z')];
  // Before the first year that is told, wall times stop at its beginning.
  const first = [date('D1', '0001-01-01T04:56:02Z'), date('D2', '0001-01-01T00:00:00Z')];
  for (const unit of ['', ', "fortnights"', ', "hour"', ', "ms"'])
    await compare(`IS_SAME({D1}, {D2}${unit})`, [twice, first], MODES.airtable, 'America/New_York');
});
