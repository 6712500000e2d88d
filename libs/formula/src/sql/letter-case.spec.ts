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

it('maps a sigma beside every letter and mark alike: at the end of a word it is another letter', async () => {
  const texts = [...range(1, 0xd800), ...range(0xe000, 0x20000), ...range(0xe0000, 0xe0200)].map((point) => {
    const char = String.fromCodePoint(point);
    return `${char}Σ A${char}Σ AΣ${char} AΣ${char}A`;
  });
  const { rows } = await client.query<{ text: string; lower: string }>(
    `SELECT text, formula.lower_case(text) AS lower FROM unnest($1::text[]) AS text`,
    [texts],
  );
  expect(rows).toHaveLength(texts.length);
  expect(rows.filter(({ text, lower }) => lower !== text.toLowerCase())).toEqual([]);
}, 120_000);

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

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
