import type pg from 'pg';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';

let database: FormulaDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await openFormulaDatabase();
  ({ client } = database);
}, 120_000);
afterAll(() => database.close());

it('maps every letter to lower and upper case as the evaluator does, whatever the ICU of the server', async () => {
  const letters = Array.from({ length: 0x20000 }, (_, point) => point)
    .filter((point) => point > 0 && (point < 0xd800 || point > 0xdfff))
    .map((point) => String.fromCodePoint(point));
  const { rows } = await client.query<{ letter: string; lower: string; upper: string }>(
    `SELECT letter, formula.lower_case(letter) AS lower, formula.upper_case(letter) AS upper FROM unnest($1::text[]) AS letter`,
    [letters],
  );
  expect(rows).toHaveLength(letters.length);
  const different = rows.filter(
    ({ letter, lower, upper }) => lower !== letter.toLowerCase() || upper !== letter.toUpperCase(),
  );
  expect(different).toEqual([]);
}, 60_000);

it.each(['ΑΣ', 'ΑΣ.Σ', 'Σ', 'A\u0301Σ b', 'İstanbul', 'ŉßﬁ', 'ǅ'])(
  'maps %s in context alike',
  async (text) => {
    const { rows } = await client.query(
      'SELECT formula.lower_case($1) AS lower, formula.upper_case($1) AS upper',
      [text],
    );
    expect(rows[0]).toEqual({ lower: text.toLowerCase(), upper: text.toUpperCase() });
  },
);
