import { check } from '../check/checker';
import type { Environment } from '../evaluate/environment';
import { evaluate } from '../evaluate/evaluator';
import { filterSql } from '../filter/filter';
import { cellSql, taggedCellSql } from '../result';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';
import { type SampleCell, sampleTable, tag } from '../testing/sample-record';
import { FormulaDate, type Value } from '../value';
import { SqlCompiler } from './compiler';

const ROWS = 1_000;
const numbers = [0, null, 1, -2, 5e-324, 1.7e308];
const texts = [null, '', 'x', null];
/** Every pairing of zeros, blanks and ends of the range with every other. */
const rows = Array.from({ length: ROWS }, (_, at): SampleCell[] => [
  { name: 'X', type: 'number', value: numbers[at % 6] ?? null },
  { name: 'Y', type: 'number', value: numbers[Math.floor(at / 6) % 6] ?? null },
  { name: 'D', type: 'date', value: at % 3 === 0 ? null : new FormulaDate(at * 86_400_000) },
  { name: 'Done', type: 'boolean', value: at % 2 === 0 ? true : null },
  { name: 'a', type: 'text', value: texts[at % 4] ?? null },
  { name: 'b', type: 'text', value: texts[Math.floor(at / 4) % 4] ?? null },
]);
const table = sampleTable(rows);

let database: FormulaDatabase;

beforeAll(async () => {
  database = await openFormulaDatabase();
}, 120_000);
afterAll(() => database.close());

interface Computed {
  place: number;
  cell: unknown;
  kept: boolean;
}

/** The column in SQL, filtered, grouped and sorted as well; and as the evaluator sees each row. */
async function column(formula: string): Promise<{ found: Computed[]; expected: Value[]; groups: number }> {
  const { root, problems } = check(formula, table.check);
  expect(problems).toEqual([]);
  const compiler = new SqlCompiler(table.sources);
  const value = cellSql(compiler.add(root), compiler);
  const kept = filterSql(compiler, root);
  const from = `FROM ${table.from}${compiler.laterals()}`;
  const parameters = [...table.parameters, ...compiler.parameters];
  const { rows: found } = await database.client.query<Computed>(
    `SELECT r.place, ${taggedCellSql(value)} AS cell, ${kept} AS kept ${from} ORDER BY ${value.value}, r.place`,
    parameters,
  );
  const grouped = await database.client.query(
    `SELECT ${value.value} AS cell, count(*)::int AS n ${from} GROUP BY 1 ORDER BY 1`,
    parameters,
  );
  expect(grouped.rows.reduce((sum: number, { n }: { n: number }) => sum + n, 0)).toBe(ROWS);
  const expected = table.environments.map((environment: Environment) => evaluate(root, environment));
  return { found, expected, groups: grouped.rows.length };
}

it('a division by zero or blank is NaN or infinite in its own row, and every other row is right', async () => {
  const { found, expected } = await column('{X} / {Y}');
  expect(found).toHaveLength(ROWS);
  for (const { place, cell, kept } of found) {
    const [{ value: x }, { value: y }] = rows[place] as [SampleCell, SampleCell];
    // JSON knows one zero.
    const right = Number(x ?? 0) / Number(y ?? 0) + 0;
    expect(tag((expected[place] as number) + 0)).toEqual(tag(right));
    expect(cell).toEqual(tag(right));
    expect(kept).toBe(right !== 0 && !Number.isNaN(right));
  }
});

it.each<[string, (row: readonly SampleCell[]) => Value, number]>([
  ['IF({D}="", "a", "b")', ([, , date]) => (date?.value === null ? 'a' : 'b'), 2],
  ['{Done}=TRUE()', ([, , , done]) => done?.value === true, 2],
  ['AND({a}!="", {b}="")', ([, , , , a, b]) => (a?.value ?? '') !== '' && (b?.value ?? '') === '', 2],
])('%s is never blank over a thousand rows, in either engine', async (formula, right, count) => {
  const { found, expected, groups } = await column(formula);
  expect(groups).toBe(count);
  for (const { place, cell, kept } of found) {
    const wanted = right(rows[place] as SampleCell[]);
    expect([cell, expected[place]]).toEqual([wanted, wanted]);
    expect(kept).toBe(wanted !== false);
  }
});
