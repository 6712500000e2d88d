import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import fc from 'fast-check';
import pg from 'pg';
import { check } from '../check/checker';
import { evaluate } from '../evaluate/evaluator';
import { type Mode, MODES } from '../modes';
import { cellSql, cellValue, taggedCellSql } from '../result';
import { arbitraryFormula, arbitraryRow } from '../testing/arbitrary-formula';
import { installFormulaSchema } from '../testing/install';
import { sampleRecord, tag } from '../testing/sample-record';
import { SqlCompiler } from './compiler';

/** Rows each formula is tried on. */
const ROWS = 10;
/** `FORMULA_CASES=1000000 npx vitest run src/sql/differential` runs a long comparison; `FORMULA_SEED` repeats one. */
const CASES = Number(process.env['FORMULA_CASES'] ?? 20_000);
const SEED = process.env['FORMULA_SEED'];

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await installFormulaSchema(client);
}, 120_000);
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Numbers to their last digit: both engines do IEEE arithmetic in the same order. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

async function compare(
  formula: string,
  rows: Parameters<typeof sampleRecord>[0][],
  mode: Mode,
): Promise<void> {
  for (const row of rows) {
    const record = sampleRecord(row, { mode });
    const checked = check(formula, record.check);
    if (checked.problems.length > 0) throw new Error(`${formula}: ${checked.problems[0]?.message}`);
    const evaluated = cellValue(evaluate(checked.root, record.environment), checked.type, mode);
    const compiler = new SqlCompiler(record.sources, mode);
    const cell = taggedCellSql(cellSql(compiler.add(checked.root), compiler));
    const sql: string = `SELECT ${cell} AS cell FROM ${record.from}${compiler.laterals()}`;
    let found: unknown;
    try {
      found = (await client.query(sql, [...record.parameters, ...compiler.parameters])).rows[0].cell;
    } catch (error) {
      throw new Error(
        `${formula} on ${JSON.stringify(row.map(({ name, value }) => [name, value]))} raised ${String(error)}\n${sql}`,
      );
    }
    const expected = tag(evaluated);
    if (!same(plain(found), plain(expected)))
      throw new Error(
        `${formula} on ${JSON.stringify(row.map(({ name, value }) => [name, value]))}\nevaluator ${JSON.stringify(expected)}\nPostgreSQL ${JSON.stringify(found)}`,
      );
  }
}

/** Display properties aside: a date's zone and locale are not part of its value. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null), (key, item: unknown) =>
    key === 'z' || key === 'l' ? undefined : item,
  );

for (const [name, mode] of Object.entries({ airtable: MODES.airtable, strict: MODES.strict }))
  it(`finds no difference between the engines in ${name} mode`, async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryFormula,
        fc.array(arbitraryRow, { minLength: 1, maxLength: ROWS }),
        (formula, rows) => compare(formula, rows, mode),
      ),
      { numRuns: Math.ceil(CASES / ROWS / 2), ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
    );
  }, 3_600_000);
